-- Shares that were agreed on beside the target of the programme: corners of the path to it. None is ever removed.
CREATE TABLE agreed_target (
    id        BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    -- 'total', 'commitment/SLUG' or 'service/SLUG'.
    selection TEXT NOT NULL,
    measure   TEXT NOT NULL CHECK (measure IN ('authorities', 'communes', 'inhabitants')),
    scope     TEXT NOT NULL,
    due       DATE NOT NULL,
    share     DOUBLE PRECISION NOT NULL CHECK (share BETWEEN 0 AND 1),
    reason    TEXT NOT NULL CHECK (length(reason) <= 4000),
    -- Why it does not hold any more.
    withdrawn TEXT CHECK (length(withdrawn) <= 4000),
    version   BIGINT NOT NULL
);
