-- What is recorded: appended, never changed.

-- Raised with every event or retraction of the rollout: who wants to write says which version was seen.
CREATE TABLE rollout (
    authority TEXT NOT NULL,
    service   TEXT NOT NULL REFERENCES service (slug),
    version   BIGINT NOT NULL,
    PRIMARY KEY (authority, service)
);

CREATE TABLE rollout_event (
    id           BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    authority    TEXT NOT NULL,
    service      TEXT NOT NULL,
    stage        TEXT NOT NULL CHECK (stage IN ('unknown', 'not_started', 'ordered', 'preparing', 'testing',
                                                'pilot', 'live', 'suspended')),
    effective_on DATE NOT NULL,
    planned_on   DATE,
    vendor       TEXT,
    link         TEXT,
    note         TEXT CHECK (length(note) <= 4000),
    recorded_at  TIMESTAMPTZ NOT NULL,
    actor        TEXT NOT NULL REFERENCES actor (id),
    FOREIGN KEY (authority, service) REFERENCES rollout (authority, service)
);
CREATE INDEX rollout_event_rollout ON rollout_event (authority, service);

CREATE TABLE retraction (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    event       BIGINT NOT NULL UNIQUE REFERENCES rollout_event (id),
    reason      TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id)
);

CREATE TABLE audit (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    recorded_at TIMESTAMPTZ NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    -- JSON
    detail      TEXT NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER rollout_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rollout_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER retraction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retraction
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
