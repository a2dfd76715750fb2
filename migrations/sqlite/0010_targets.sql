-- Shares that were agreed on beside the target of the programme: corners of the path to it. None is ever removed.
CREATE TABLE agreed_target (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    -- 'total', 'commitment/SLUG' or 'service/SLUG'.
    selection TEXT NOT NULL,
    measure   TEXT NOT NULL CHECK (measure IN ('authorities', 'communes', 'inhabitants')),
    scope     TEXT NOT NULL,
    due       TEXT NOT NULL,
    share     REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    reason    TEXT NOT NULL CHECK (length(reason) <= 4000),
    -- Why it does not hold any more.
    withdrawn TEXT CHECK (length(withdrawn) <= 4000),
    version   INTEGER NOT NULL
) STRICT;
