-- What is recorded: appended, never changed.

-- Raised with every event or retraction of the rollout: who wants to write says which version was seen.
CREATE TABLE rollout (
    authority TEXT NOT NULL,
    service   TEXT NOT NULL REFERENCES service (slug),
    version   INTEGER NOT NULL,
    PRIMARY KEY (authority, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollout_event (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    authority    TEXT NOT NULL,
    service      TEXT NOT NULL,
    stage        TEXT NOT NULL CHECK (stage IN ('unknown', 'not_started', 'ordered', 'preparing', 'testing',
                                                'pilot', 'live', 'suspended')),
    effective_on TEXT NOT NULL,
    planned_on   TEXT,
    vendor       TEXT,
    link         TEXT,
    note         TEXT CHECK (length(note) <= 4000),
    recorded_at  TEXT NOT NULL,
    actor        TEXT NOT NULL REFERENCES actor (id),
    FOREIGN KEY (authority, service) REFERENCES rollout (authority, service)
) STRICT;
CREATE INDEX rollout_event_rollout ON rollout_event (authority, service);

CREATE TABLE retraction (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    event       INTEGER NOT NULL UNIQUE REFERENCES rollout_event (id),
    reason      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id)
) STRICT;

CREATE TABLE audit (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    recorded_at TEXT NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    -- JSON
    detail      TEXT NOT NULL
) STRICT;

CREATE TRIGGER rollout_event_no_update BEFORE UPDATE ON rollout_event
BEGIN SELECT RAISE(ABORT, 'rollout_event is append-only'); END;
CREATE TRIGGER rollout_event_no_delete BEFORE DELETE ON rollout_event
BEGIN SELECT RAISE(ABORT, 'rollout_event is append-only'); END;
CREATE TRIGGER retraction_no_update BEFORE UPDATE ON retraction
BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;
CREATE TRIGGER retraction_no_delete BEFORE DELETE ON retraction
BEGIN SELECT RAISE(ABORT, 'retraction is append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
