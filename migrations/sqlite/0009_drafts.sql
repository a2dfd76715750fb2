-- Imports that somebody is preparing: the file as it was brought, and what was chosen and corrected since. They go when
-- they are carried out, thrown away or forgotten.

CREATE TABLE draft (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Whose it is: nobody else sees it.
    person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    file       TEXT NOT NULL CHECK (length(file) <= 200),
    content    BLOB NOT NULL,
    -- JSON.
    choices    TEXT NOT NULL,
    -- JSON: the versions of the rollouts that the preview was shown with.
    seen       TEXT,
    version    INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX draft_person ON draft (person);

-- What the columns of sheets hold, as somebody said: kept for the next sheet with such headings.
CREATE TABLE sheet_heading (
    heading TEXT PRIMARY KEY,
    -- Without: nothing to take over.
    means   TEXT,
    said_at TEXT NOT NULL
) STRICT;
