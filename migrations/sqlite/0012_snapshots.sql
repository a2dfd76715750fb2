-- Days of reporting, with the figures as they were when they were kept. Appended, never changed.
CREATE TABLE snapshot (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL UNIQUE CHECK (length(name) <= 60),
    stand      TEXT NOT NULL,
    -- The last day on which something was recorded that counts.
    known_on   TEXT NOT NULL,
    definition INTEGER NOT NULL REFERENCES definition (id),
    kept_at    TEXT NOT NULL,
    version    INTEGER NOT NULL
) STRICT;

CREATE TABLE snapshot_figure (
    snapshot            INTEGER NOT NULL REFERENCES snapshot (id),
    selection           TEXT NOT NULL,
    scope               TEXT NOT NULL,
    authorities_live    INTEGER NOT NULL,
    authorities_unknown INTEGER NOT NULL,
    authorities_total   INTEGER NOT NULL,
    communes_live       INTEGER NOT NULL,
    communes_unknown    INTEGER NOT NULL,
    communes_total      INTEGER NOT NULL,
    inhabitants_live    INTEGER NOT NULL,
    inhabitants_unknown INTEGER NOT NULL,
    inhabitants_total   INTEGER NOT NULL,
    PRIMARY KEY (snapshot, selection, scope)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;
CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot
BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;
CREATE TRIGGER snapshot_figure_no_update BEFORE UPDATE ON snapshot_figure
BEGIN SELECT RAISE(ABORT, 'snapshot_figure is append-only'); END;
CREATE TRIGGER snapshot_figure_no_delete BEFORE DELETE ON snapshot_figure
BEGIN SELECT RAISE(ABORT, 'snapshot_figure is append-only'); END;
