-- Entries that came in together, from a sheet or by saying the same of many rollouts, and are taken back together.

CREATE TABLE batch (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL CHECK (kind IN ('import', 'bulk')),
    -- The name of the file, or what was said.
    source      TEXT NOT NULL CHECK (length(source) <= 200),
    entries     INTEGER NOT NULL CHECK (entries > 0),
    recorded_at TEXT NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id),
    undone_at   TEXT,
    undone_by   TEXT REFERENCES actor (id),
    undo_reason TEXT,
    -- The data version of its last change.
    version     INTEGER NOT NULL,
    CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL))
) STRICT;

-- Without one: entered or taken back alone.
ALTER TABLE rollout_event ADD COLUMN batch INTEGER REFERENCES batch (id);
CREATE INDEX rollout_event_batch ON rollout_event (batch);
ALTER TABLE retraction ADD COLUMN batch INTEGER REFERENCES batch (id);
