-- What counts as live. A version is never changed: a new one takes its place from a day on.
CREATE TABLE definition (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    name             TEXT NOT NULL CHECK (length(name) <= 60),
    counts_pilot     INTEGER NOT NULL,
    -- Days; without: whenever it was said.
    confirmed_within INTEGER CHECK (confirmed_within BETWEEN 1 AND 3650),
    reason           TEXT NOT NULL CHECK (length(reason) <= 4000),
    valid_from       TEXT NOT NULL,
    version          INTEGER NOT NULL
) STRICT;

INSERT INTO definition (name, counts_pilot, reason, valid_from, version) VALUES
    ('Nur live', 0, 'So zählt die Vereinbarung: Alle, für die die Behörde zuständig ist, können die Leistung online beantragen.', '2010-01-01', 0);

CREATE TRIGGER definition_no_update BEFORE UPDATE ON definition
BEGIN SELECT RAISE(ABORT, 'definition is append-only'); END;
CREATE TRIGGER definition_no_delete BEFORE DELETE ON definition
BEGIN SELECT RAISE(ABORT, 'definition is append-only'); END;
