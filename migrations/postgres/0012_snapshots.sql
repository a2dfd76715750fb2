-- Days of reporting, with the figures as they were when they were kept. Appended, never changed.
CREATE TABLE snapshot (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name       TEXT NOT NULL UNIQUE CHECK (length(name) <= 60),
    stand      DATE NOT NULL,
    -- The last day on which something was recorded that counts.
    known_on   DATE NOT NULL,
    definition BIGINT NOT NULL REFERENCES definition (id),
    kept_at    TIMESTAMPTZ NOT NULL,
    version    BIGINT NOT NULL
);

CREATE TABLE snapshot_figure (
    snapshot            BIGINT NOT NULL REFERENCES snapshot (id),
    selection           TEXT NOT NULL,
    scope               TEXT NOT NULL,
    authorities_live    BIGINT NOT NULL,
    authorities_unknown BIGINT NOT NULL,
    authorities_total   BIGINT NOT NULL,
    communes_live       BIGINT NOT NULL,
    communes_unknown    BIGINT NOT NULL,
    communes_total      BIGINT NOT NULL,
    inhabitants_live    BIGINT NOT NULL,
    inhabitants_unknown BIGINT NOT NULL,
    inhabitants_total   BIGINT NOT NULL,
    PRIMARY KEY (snapshot, selection, scope)
);

CREATE TRIGGER snapshot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshot
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER snapshot_figure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshot_figure
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
