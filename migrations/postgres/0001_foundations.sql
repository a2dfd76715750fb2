-- What is set rather than recorded: registers, the catalogue, settings.

-- One row. Every write transaction raises it first, so writes are put in a row, event ids appear in order,
-- and readers see by one number whether anything is new.
CREATE TABLE data_version (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO data_version (id, version) VALUES (1, 0);

-- Known keys: land (the Land the product is run for), demo_until (the day up to which a demonstration is told).
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Who enters something. History and audit refer to the id only.
CREATE TABLE actor (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE edition (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    land        TEXT NOT NULL,
    as_of       DATE NOT NULL,
    source      TEXT NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE body (
    edition     BIGINT NOT NULL REFERENCES edition (id),
    ars         TEXT NOT NULL,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    inhabitants BIGINT CHECK (inhabitants >= 0),
    area_ha     BIGINT CHECK (area_ha >= 0),
    x           BIGINT,
    y           BIGINT,
    PRIMARY KEY (edition, ars)
);

CREATE TABLE responsibility_class (
    slug      TEXT PRIMARY KEY,
    position  BIGINT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    seat      TEXT NOT NULL CHECK (seat IN ('commune', 'verband', 'kreis')),
    -- Kinds of communes that are responsible for themselves, separated by blanks.
    own_kinds TEXT NOT NULL
);

CREATE TABLE commitment (
    slug     TEXT PRIMARY KEY,
    position BIGINT NOT NULL UNIQUE,
    name     TEXT NOT NULL
);

CREATE TABLE service (
    slug       TEXT PRIMARY KEY,
    position   BIGINT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    commitment TEXT NOT NULL REFERENCES commitment (slug),
    class      TEXT NOT NULL REFERENCES responsibility_class (slug),
    leika      TEXT NOT NULL,
    ozg_id     TEXT NOT NULL
);

CREATE TABLE delegation (
    class       TEXT NOT NULL REFERENCES responsibility_class (slug),
    ags         TEXT NOT NULL,
    extent      TEXT NOT NULL CHECK (extent IN ('full', 'limited')),
    valid_from  DATE,
    valid_until DATE
);

CREATE TABLE pilot (
    ars TEXT PRIMARY KEY
);

CREATE TABLE target (
    id     BIGINT PRIMARY KEY CHECK (id = 1),
    start  DATE NOT NULL,
    due    DATE NOT NULL,
    share  DOUBLE PRECISION NOT NULL CHECK (share BETWEEN 0 AND 1)
);
