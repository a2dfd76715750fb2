-- The audit becomes a chain: each row carries a hash over the row before it and itself.

-- Empty in rows from before there was a chain.
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';

-- One row. Whoever appends raises it first and holds it to the end, so the chain cannot fork.
CREATE TABLE audit_head (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    -- The number of the row appended last, even if that row has been dropped since. Rows are numbered by it,
    -- without gaps, so that one that is missing is missed.
    last_id INTEGER NOT NULL,
    -- Its hash; zeros before the first.
    hash    TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, last_id, hash)
SELECT 1, coalesce(max(id), 0), '0000000000000000000000000000000000000000000000000000000000000000' FROM audit;

-- Up to where rows may be missing: where the chain began, and where it was cut off at the beginning.
CREATE TABLE audit_checkpoint (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The last row that may be missing, and its hash, which the next row builds on.
    last_id INTEGER NOT NULL,
    hash    TEXT NOT NULL,
    -- How many rows were dropped with it.
    dropped INTEGER NOT NULL CHECK (dropped >= 0),
    made_at TEXT NOT NULL
) STRICT;
INSERT INTO audit_checkpoint (last_id, hash, dropped, made_at)
SELECT last_id, hash, 0, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') FROM audit_head;

DROP TRIGGER audit_no_delete;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
WHEN OLD.id > (SELECT coalesce(max(last_id), 0) FROM audit_checkpoint)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_only_at_head BEFORE INSERT ON audit
-- A row of that number would be replaced past the trigger that forbids to delete it.
WHEN NEW.id IS NOT (SELECT last_id FROM audit_head) OR EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'audit_head is append-only'); END;
-- One row further, or the hash of the row that it names.
CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
WHEN NOT (
    NEW.id = OLD.id AND (
        NEW.last_id IN (OLD.last_id, OLD.last_id + 1) AND NEW.hash = OLD.hash
        OR NEW.last_id = OLD.last_id AND EXISTS (SELECT 1 FROM audit WHERE id = NEW.last_id AND hash = NEW.hash)
    )
)
BEGIN SELECT RAISE(ABORT, 'audit_head only moves on'); END;
