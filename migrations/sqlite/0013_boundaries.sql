-- Borders of communes, simplified once for drawing: those of the last import.

CREATE TABLE boundary_set (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As the attribution demands it.
    source      TEXT NOT NULL,
    -- Extent in steps of the grid.
    width       INTEGER NOT NULL CHECK (width >= 0),
    height      INTEGER NOT NULL CHECK (height >= 0),
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE boundary (
    boundary_set INTEGER NOT NULL REFERENCES boundary_set (id) ON DELETE CASCADE,
    ags          TEXT NOT NULL,
    -- Outlines as the path data of SVG.
    path         TEXT NOT NULL,
    x            INTEGER NOT NULL,
    y            INTEGER NOT NULL,
    PRIMARY KEY (boundary_set, ags)
) STRICT;
