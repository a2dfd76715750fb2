-- What is set rather than recorded: registers, the catalogue, settings.

-- One row. Every write transaction raises it first, so writes are put in a row, event ids appear in order,
-- and readers see by one number whether anything is new.
CREATE TABLE data_version (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO data_version (id, version) VALUES (1, 0);

-- Known keys: land (the Land the product is run for), demo_until (the day up to which a demonstration is told).
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Who enters something. History and audit refer to the id only.
CREATE TABLE actor (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE edition (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    land        TEXT NOT NULL,
    as_of       TEXT NOT NULL,
    source      TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE body (
    edition     INTEGER NOT NULL REFERENCES edition (id),
    ars         TEXT NOT NULL,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    inhabitants INTEGER CHECK (inhabitants >= 0),
    area_ha     INTEGER CHECK (area_ha >= 0),
    x           INTEGER,
    y           INTEGER,
    PRIMARY KEY (edition, ars)
) STRICT, WITHOUT ROWID;

CREATE TABLE responsibility_class (
    slug      TEXT PRIMARY KEY,
    position  INTEGER NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    seat      TEXT NOT NULL CHECK (seat IN ('commune', 'verband', 'kreis')),
    -- Kinds of communes that are responsible for themselves, separated by blanks.
    own_kinds TEXT NOT NULL
) STRICT;

CREATE TABLE commitment (
    slug     TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    name     TEXT NOT NULL
) STRICT;

CREATE TABLE service (
    slug       TEXT PRIMARY KEY,
    position   INTEGER NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    commitment TEXT NOT NULL REFERENCES commitment (slug),
    class      TEXT NOT NULL REFERENCES responsibility_class (slug),
    leika      TEXT NOT NULL,
    ozg_id     TEXT NOT NULL
) STRICT;

CREATE TABLE delegation (
    class       TEXT NOT NULL REFERENCES responsibility_class (slug),
    ags         TEXT NOT NULL,
    extent      TEXT NOT NULL CHECK (extent IN ('full', 'limited')),
    valid_from  TEXT,
    valid_until TEXT
) STRICT;

CREATE TABLE pilot (
    ars TEXT PRIMARY KEY
) STRICT;

CREATE TABLE target (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    start  TEXT NOT NULL,
    due    TEXT NOT NULL,
    share  REAL NOT NULL CHECK (share BETWEEN 0 AND 1)
) STRICT;
