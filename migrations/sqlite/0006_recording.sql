-- What workshops, facilitators and town halls record beside the stage of a rollout.
--
-- The version of a row is the data version of its last change: what is newer than a reader's is what it has not
-- read, and who wants to change a row says which version was seen.

CREATE TABLE criterion (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    question   TEXT NOT NULL,
    help       TEXT NOT NULL,
    is_retired INTEGER NOT NULL,
    version    INTEGER NOT NULL
) STRICT;

-- Every spelling that was ever used; of those that mean the same, all but one name the one they were merged into.
CREATE TABLE vendor (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The name as it is compared: domain::text::search_key.
    key         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    merged_into INTEGER REFERENCES vendor (id),
    version     INTEGER NOT NULL
) STRICT;

CREATE TABLE product (
    vendor INTEGER NOT NULL REFERENCES vendor (id),
    name   TEXT NOT NULL,
    PRIMARY KEY (vendor, name)
) STRICT, WITHOUT ROWID;

-- Appended, never changed: the latest answer holds. Without a service it holds for all that have none of their own.
CREATE TABLE assessment (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    authority   TEXT NOT NULL,
    service     TEXT REFERENCES service (slug),
    criterion   INTEGER NOT NULL REFERENCES criterion (id),
    answer      TEXT NOT NULL CHECK (answer IN ('met', 'partly', 'open', 'not_relevant', 'unknown')),
    recorded_at TEXT NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id)
) STRICT;

CREATE TABLE blocker (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    title      TEXT NOT NULL,
    criterion  INTEGER NOT NULL REFERENCES criterion (id),
    opened_on  TEXT NOT NULL,
    action_by  TEXT NOT NULL CHECK (action_by IN ('commune', 'vendor', 'ministry', 'baykommun', 'third')),
    severity   TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
    mailbox    TEXT,
    due_on     TEXT,
    note       TEXT CHECK (length(note) <= 4000),
    link       TEXT,
    closed_on  TEXT,
    resolution TEXT CHECK (length(resolution) <= 4000),
    -- Why it was a mistake: it never blocked anything.
    withdrawn  TEXT CHECK (length(withdrawn) <= 4000),
    version    INTEGER NOT NULL,
    CHECK ((closed_on IS NULL) = (resolution IS NULL))
) STRICT;

-- The rollouts that a blocker holds up; one may get past it before the others do.
CREATE TABLE blocker_member (
    blocker    INTEGER NOT NULL REFERENCES blocker (id),
    authority  TEXT NOT NULL,
    service    TEXT NOT NULL REFERENCES service (slug),
    joined_on  TEXT NOT NULL,
    closed_on  TEXT,
    resolution TEXT CHECK (length(resolution) <= 4000),
    PRIMARY KEY (blocker, authority, service),
    CHECK ((closed_on IS NULL) = (resolution IS NULL))
) STRICT, WITHOUT ROWID;

-- Until its last day nobody is asked about the rollout. It counts as what it is all the same.
CREATE TABLE exemption (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    authority  TEXT NOT NULL,
    service    TEXT NOT NULL REFERENCES service (slug),
    reason     TEXT NOT NULL CHECK (length(reason) <= 4000),
    first_day  TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    version    INTEGER NOT NULL,
    CHECK (first_day <= last_day)
) STRICT;

CREATE TABLE workshop (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    title       TEXT NOT NULL,
    held_on     TEXT NOT NULL,
    -- 14:30
    begins_at   TEXT,
    ends_at     TEXT,
    place       TEXT,
    link        TEXT,
    facilitator TEXT,
    agenda      TEXT CHECK (length(agenda) <= 4000),
    state       TEXT NOT NULL CHECK (state IN ('planned', 'running', 'closed')),
    version     INTEGER NOT NULL
) STRICT;

CREATE TABLE workshop_body (
    workshop     INTEGER NOT NULL REFERENCES workshop (id),
    body         TEXT NOT NULL,
    with_members INTEGER NOT NULL,
    PRIMARY KEY (workshop, body)
) STRICT, WITHOUT ROWID;

CREATE TABLE workshop_service (
    workshop INTEGER NOT NULL REFERENCES workshop (id),
    service  TEXT NOT NULL REFERENCES service (slug),
    PRIMARY KEY (workshop, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Made where it was typed: what is sent twice is recorded once.
    key            TEXT NOT NULL UNIQUE,
    workshop       INTEGER NOT NULL REFERENCES workshop (id),
    words          TEXT NOT NULL CHECK (length(words) <= 4000),
    kind           TEXT NOT NULL CHECK (kind IN ('obstacle', 'success_factor', 'recommendation', 'question')),
    criterion      INTEGER REFERENCES criterion (id),
    severity       TEXT CHECK (severity IN ('low', 'medium', 'high')),
    recommendation TEXT CHECK (length(recommendation) <= 4000),
    state          TEXT NOT NULL CHECK (state IN ('new', 'checked', 'adopted', 'rejected')),
    -- Why it was rejected.
    rejection      TEXT CHECK (length(rejection) <= 4000),
    -- Its place in the blueprint, from 1, and what the editor says to it.
    place          INTEGER,
    editors_note   TEXT CHECK (length(editors_note) <= 4000),
    merged_into    INTEGER REFERENCES finding (id),
    -- Typed when the workshop was over.
    is_late        INTEGER NOT NULL,
    recorded_at    TEXT NOT NULL,
    actor          TEXT NOT NULL REFERENCES actor (id),
    version        INTEGER NOT NULL,
    CHECK ((state = 'rejected') = (rejection IS NOT NULL)),
    CHECK ((state = 'adopted') = (place IS NOT NULL))
) STRICT;

CREATE TABLE finding_service (
    finding INTEGER NOT NULL REFERENCES finding (id),
    service TEXT NOT NULL REFERENCES service (slug),
    PRIMARY KEY (finding, service)
) STRICT, WITHOUT ROWID;

-- The bodies that it was seen in.
CREATE TABLE finding_body (
    finding INTEGER NOT NULL REFERENCES finding (id),
    body    TEXT NOT NULL,
    PRIMARY KEY (finding, body)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    what         TEXT NOT NULL,
    -- Who does it, as it is shown, and the account of whoever that is.
    owner        TEXT NOT NULL,
    owner_person TEXT REFERENCES person (id) ON DELETE SET NULL,
    -- For whom, or where.
    body         TEXT,
    due_on       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'underway', 'done', 'dropped')),
    ended_on     TEXT,
    note         TEXT CHECK (length(note) <= 4000),
    finding      INTEGER REFERENCES finding (id),
    version      INTEGER NOT NULL,
    CHECK ((state IN ('done', 'dropped')) = (ended_on IS NOT NULL))
) STRICT;

-- The blockers that it is to close.
CREATE TABLE measure_blocker (
    measure INTEGER NOT NULL REFERENCES measure (id),
    blocker INTEGER NOT NULL REFERENCES blocker (id),
    PRIMARY KEY (measure, blocker)
) STRICT, WITHOUT ROWID;

-- Every step of the above, as the pages show it. The audit has it too, but only for as long as the audit is kept.
CREATE TABLE revision (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- blocker/12
    subject     TEXT NOT NULL,
    action      TEXT NOT NULL,
    -- JSON
    detail      TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id)
) STRICT;
CREATE INDEX revision_subject ON revision (subject);

CREATE TRIGGER assessment_no_update BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER assessment_no_delete BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END;
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END;

INSERT INTO criterion (position, name, question, help, is_retired, version) VALUES
    (1, 'Personal', 'Sind Projektleitung und Ansprechpersonen benannt und geschult?',
     'Gemeint sind die Menschen vor Ort: wer den Rollout führt, wer im Bürgerbüro antwortet, und ob die Schulung stattgefunden hat.', 0, 0),
    (2, 'IT-Dienstleister', 'Ist das Modul des Herstellers lieferbar, lizenziert und eingeplant?',
     'Das Fachverfahren braucht ein Modul für den Onlinedienst. Offen ist auch, wer noch keinen Termin vom Hersteller hat.', 0, 0),
    (3, 'Konnektivität', 'Reichen Netz und Geräte am Arbeitsplatz aus?',
     'Breitband, Behördennetz und ein Arbeitsplatz, an dem das Fachverfahren mit dem Onlinedienst läuft.', 0, 0),
    (4, 'Schnittstelle', 'Kommen Anträge technisch im Fachverfahren an?',
     'Transportweg, Eintrag im DVDV, Zertifikat und Postfach.', 0, 0),
    (5, 'Recht und Datenschutz', 'Sind die rechtlichen Fragen und der Datenschutz geklärt?',
     'Vereinbarung zur Auftragsverarbeitung, Verzeichnis der Verarbeitungen, Freigaben.', 0, 0),
    (6, 'Vertrag, Kosten und ePayment', 'Sind Vertrag, Kosten und Bezahlweg geregelt?',
     'Nachnutzungsvertrag oder Bestellung, Haushaltsmittel, Anbindung der Bezahlkomponente.', 0, 0),
    (7, 'Organisation und Prozess', 'Ist geregelt, wie ein Onlineantrag im Haus bearbeitet wird?',
     'Zuständigkeiten, Vertretung, Ablage in der E-Akte.', 0, 0),
    (8, 'Portalpflege', 'Ist die Leistung im BayernPortal gepflegt und verlinkt?',
     'Beschreibung, zuständige Stelle und die Adresse des Onlinedienstes.', 0, 0),
    (9, 'Akzeptanz und Politik', 'Stehen Hausleitung und Beschäftigte hinter der Einführung?',
     'Beschluss oder Auftrag der Leitung, Rückhalt bei denen, die damit arbeiten.', 0, 0);
