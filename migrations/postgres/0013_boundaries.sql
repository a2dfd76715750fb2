-- Borders of communes, simplified once for drawing: those of the last import.

CREATE TABLE boundary_set (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    -- As the attribution demands it.
    source      TEXT NOT NULL,
    -- Extent in steps of the grid.
    width       BIGINT NOT NULL CHECK (width >= 0),
    height      BIGINT NOT NULL CHECK (height >= 0),
    imported_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE boundary (
    boundary_set BIGINT NOT NULL REFERENCES boundary_set (id) ON DELETE CASCADE,
    ags          TEXT NOT NULL,
    -- Outlines as the path data of SVG.
    path         TEXT NOT NULL,
    x            BIGINT NOT NULL,
    y            BIGINT NOT NULL,
    PRIMARY KEY (boundary_set, ags)
);
