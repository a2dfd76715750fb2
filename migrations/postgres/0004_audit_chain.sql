-- The audit becomes a chain: each row carries a hash over the row before it and itself.

-- Empty in rows from before there was a chain.
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';
-- Rows are numbered by the head, without gaps, so that one that is missing is missed.
ALTER TABLE audit ALTER COLUMN id DROP IDENTITY;

-- One row. Whoever appends raises it first and holds it to the end, so the chain cannot fork.
CREATE TABLE audit_head (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    -- The number of the row appended last, even if that row has been dropped since.
    last_id BIGINT NOT NULL,
    -- Its hash; zeros before the first.
    hash    TEXT NOT NULL
);
INSERT INTO audit_head (id, last_id, hash)
SELECT 1, coalesce(max(id), 0), '0000000000000000000000000000000000000000000000000000000000000000' FROM audit;

-- Up to where rows may be missing: where the chain began, and where it was cut off at the beginning.
CREATE TABLE audit_checkpoint (
    id      BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    -- The last row that may be missing, and its hash, which the next row builds on.
    last_id BIGINT NOT NULL,
    hash    TEXT NOT NULL,
    -- How many rows were dropped with it.
    dropped BIGINT NOT NULL CHECK (dropped >= 0),
    made_at TIMESTAMPTZ NOT NULL
);
INSERT INTO audit_checkpoint (last_id, hash, dropped, made_at) SELECT last_id, hash, 0, now() FROM audit_head;

DROP TRIGGER audit_append_only ON audit;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_to_drop_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.id > (SELECT coalesce(max(last_id), 0) FROM audit_checkpoint) THEN
        RAISE EXCEPTION 'audit is append-only';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_to_drop_audit();

CREATE FUNCTION refuse_to_slip_into_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id IS DISTINCT FROM (SELECT last_id FROM audit_head) THEN
        RAISE EXCEPTION 'audit is append-only';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_only_at_head BEFORE INSERT ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_to_slip_into_audit();

CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_to_bend_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- One row further, or the hash of the row that it names.
    IF NEW.id = OLD.id AND (
        NEW.last_id IN (OLD.last_id, OLD.last_id + 1) AND NEW.hash = OLD.hash
        OR NEW.last_id = OLD.last_id AND EXISTS (SELECT 1 FROM audit WHERE id = NEW.last_id AND hash = NEW.hash)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit_head only moves on';
END
$$;
CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
FOR EACH ROW EXECUTE FUNCTION refuse_to_bend_audit_head();
