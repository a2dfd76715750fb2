-- People: who may sign in, as what, and for whom. Their names stand in actor, where an account that is deleted
-- leaves a pseudonym.

CREATE TABLE person (
    id             TEXT PRIMARY KEY REFERENCES actor (id),
    email          TEXT NOT NULL UNIQUE,
    -- Argon2id in PHC form; none: invited, or signs in elsewhere.
    password_hash  TEXT,
    oidc_issuer    TEXT,
    oidc_subject   TEXT,
    version        INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    deactivated_at TEXT,
    last_seen_at   TEXT,
    UNIQUE (oidc_issuer, oidc_subject)
) STRICT;

CREATE TABLE person_role (
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role   TEXT NOT NULL CHECK (role IN ('lead', 'contact', 'facilitator', 'viewer', 'admin')),
    PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE territory (
    person       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    body         TEXT NOT NULL,
    with_members INTEGER NOT NULL,
    may_invite   INTEGER NOT NULL,
    PRIMARY KEY (person, body)
) STRICT, WITHOUT ROWID;

-- Of each secret only the SHA-256 is kept: who reads the database cannot sign in with it.
CREATE TABLE session (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    token        TEXT NOT NULL UNIQUE,
    person       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at   TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    -- What the browser says it is.
    agent        TEXT NOT NULL,
    -- Gets a new id with the next request, because the rights have changed.
    renew        INTEGER NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person);

-- Browsers from which an account was used: strangers who try its password do not lock these out.
CREATE TABLE device (
    token        TEXT NOT NULL,
    person       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    last_used_at TEXT NOT NULL,
    PRIMARY KEY (token, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    token      TEXT NOT NULL UNIQUE,
    purpose    TEXT NOT NULL CHECK (purpose IN ('setup', 'invitation', 'reset', 'status')),
    person     TEXT REFERENCES person (id) ON DELETE CASCADE,
    authority  TEXT,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    spent_at   TEXT,
    revoked_at TEXT
) STRICT;
CREATE INDEX link_person ON link (person);
