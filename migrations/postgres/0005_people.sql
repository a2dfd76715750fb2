-- People: who may sign in, as what, and for whom. Their names stand in actor, where an account that is deleted
-- leaves a pseudonym.

CREATE TABLE person (
    id             TEXT PRIMARY KEY REFERENCES actor (id),
    email          TEXT NOT NULL UNIQUE,
    -- Argon2id in PHC form; none: invited, or signs in elsewhere.
    password_hash  TEXT,
    oidc_issuer    TEXT,
    oidc_subject   TEXT,
    version        BIGINT NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    deactivated_at TIMESTAMPTZ,
    last_seen_at   TIMESTAMPTZ,
    UNIQUE (oidc_issuer, oidc_subject)
);

CREATE TABLE person_role (
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role   TEXT NOT NULL CHECK (role IN ('lead', 'contact', 'facilitator', 'viewer', 'admin')),
    PRIMARY KEY (person, role)
);

CREATE TABLE territory (
    person       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    body         TEXT NOT NULL,
    with_members BOOLEAN NOT NULL,
    may_invite   BOOLEAN NOT NULL,
    PRIMARY KEY (person, body)
);

-- Of each secret only the SHA-256 is kept: who reads the database cannot sign in with it.
CREATE TABLE session (
    id           BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    token        TEXT NOT NULL UNIQUE,
    person       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at   TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    -- What the browser says it is.
    agent        TEXT NOT NULL,
    -- Gets a new id with the next request, because the rights have changed.
    renew        BOOLEAN NOT NULL
);
CREATE INDEX session_person ON session (person);

-- Browsers from which an account was used: strangers who try its password do not lock these out.
CREATE TABLE device (
    token        TEXT NOT NULL,
    person       TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    last_used_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (token, person)
);

CREATE TABLE link (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    token      TEXT NOT NULL UNIQUE,
    purpose    TEXT NOT NULL CHECK (purpose IN ('setup', 'invitation', 'reset', 'status')),
    person     TEXT REFERENCES person (id) ON DELETE CASCADE,
    authority  TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    spent_at   TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX link_person ON link (person);
