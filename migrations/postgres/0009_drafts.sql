-- Imports that somebody is preparing: the file as it was brought, and what was chosen and corrected since. They go when
-- they are carried out, thrown away or forgotten.

CREATE TABLE draft (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    -- Whose it is: nobody else sees it.
    person     TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    file       TEXT NOT NULL CHECK (length(file) <= 200),
    content    BYTEA NOT NULL,
    -- JSON.
    choices    TEXT NOT NULL,
    -- JSON: the versions of the rollouts that the preview was shown with.
    seen       TEXT,
    version    BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX draft_person ON draft (person);

-- What the columns of sheets hold, as somebody said: kept for the next sheet with such headings.
CREATE TABLE sheet_heading (
    heading TEXT PRIMARY KEY,
    -- Without: nothing to take over.
    means   TEXT,
    said_at TIMESTAMPTZ NOT NULL
);
