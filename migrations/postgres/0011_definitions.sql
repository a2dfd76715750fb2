-- What counts as live. A version is never changed: a new one takes its place from a day on.
CREATE TABLE definition (
    id               BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name             TEXT NOT NULL CHECK (length(name) <= 60),
    counts_pilot     BOOLEAN NOT NULL,
    -- Days; without: whenever it was said.
    confirmed_within BIGINT CHECK (confirmed_within BETWEEN 1 AND 3650),
    reason           TEXT NOT NULL CHECK (length(reason) <= 4000),
    valid_from       DATE NOT NULL,
    version          BIGINT NOT NULL
);

INSERT INTO definition (name, counts_pilot, reason, valid_from, version) VALUES
    ('Nur live', false, 'So zählt die Vereinbarung: Alle, für die die Behörde zuständig ist, können die Leistung online beantragen.', '2010-01-01', 0);

CREATE TRIGGER definition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON definition
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
