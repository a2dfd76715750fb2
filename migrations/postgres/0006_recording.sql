-- What workshops, facilitators and town halls record beside the stage of a rollout.
--
-- The version of a row is the data version of its last change: what is newer than a reader's is what it has not
-- read, and who wants to change a row says which version was seen.

CREATE TABLE criterion (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    position   BIGINT NOT NULL,
    name       TEXT NOT NULL,
    question   TEXT NOT NULL,
    help       TEXT NOT NULL,
    is_retired BOOLEAN NOT NULL,
    version    BIGINT NOT NULL
);

-- Every spelling that was ever used; of those that mean the same, all but one name the one they were merged into.
CREATE TABLE vendor (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    -- The name as it is compared: domain::text::search_key.
    key         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    merged_into BIGINT REFERENCES vendor (id),
    version     BIGINT NOT NULL
);

CREATE TABLE product (
    vendor BIGINT NOT NULL REFERENCES vendor (id),
    name   TEXT NOT NULL,
    PRIMARY KEY (vendor, name)
);

-- Appended, never changed: the latest answer holds. Without a service it holds for all that have none of their own.
CREATE TABLE assessment (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    authority   TEXT NOT NULL,
    service     TEXT REFERENCES service (slug),
    criterion   BIGINT NOT NULL REFERENCES criterion (id),
    answer      TEXT NOT NULL CHECK (answer IN ('met', 'partly', 'open', 'not_relevant', 'unknown')),
    recorded_at TIMESTAMPTZ NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id)
);

CREATE TABLE blocker (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    title      TEXT NOT NULL,
    criterion  BIGINT NOT NULL REFERENCES criterion (id),
    opened_on  DATE NOT NULL,
    action_by  TEXT NOT NULL CHECK (action_by IN ('commune', 'vendor', 'ministry', 'baykommun', 'third')),
    severity   TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
    mailbox    TEXT,
    due_on     DATE,
    note       TEXT CHECK (length(note) <= 4000),
    link       TEXT,
    closed_on  DATE,
    resolution TEXT CHECK (length(resolution) <= 4000),
    -- Why it was a mistake: it never blocked anything.
    withdrawn  TEXT CHECK (length(withdrawn) <= 4000),
    version    BIGINT NOT NULL,
    CHECK ((closed_on IS NULL) = (resolution IS NULL))
);

-- The rollouts that a blocker holds up; one may get past it before the others do.
CREATE TABLE blocker_member (
    blocker    BIGINT NOT NULL REFERENCES blocker (id),
    authority  TEXT NOT NULL,
    service    TEXT NOT NULL REFERENCES service (slug),
    joined_on  DATE NOT NULL,
    closed_on  DATE,
    resolution TEXT CHECK (length(resolution) <= 4000),
    PRIMARY KEY (blocker, authority, service),
    CHECK ((closed_on IS NULL) = (resolution IS NULL))
);

-- Until its last day nobody is asked about the rollout. It counts as what it is all the same.
CREATE TABLE exemption (
    id         BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    authority  TEXT NOT NULL,
    service    TEXT NOT NULL REFERENCES service (slug),
    reason     TEXT NOT NULL CHECK (length(reason) <= 4000),
    first_day  DATE NOT NULL,
    last_day   DATE NOT NULL,
    version    BIGINT NOT NULL,
    CHECK (first_day <= last_day)
);

CREATE TABLE workshop (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    title       TEXT NOT NULL,
    held_on     DATE NOT NULL,
    -- 14:30
    begins_at   TEXT,
    ends_at     TEXT,
    place       TEXT,
    link        TEXT,
    facilitator TEXT,
    agenda      TEXT CHECK (length(agenda) <= 4000),
    state       TEXT NOT NULL CHECK (state IN ('planned', 'running', 'closed')),
    version     BIGINT NOT NULL
);

CREATE TABLE workshop_body (
    workshop     BIGINT NOT NULL REFERENCES workshop (id),
    body         TEXT NOT NULL,
    with_members BOOLEAN NOT NULL,
    PRIMARY KEY (workshop, body)
);

CREATE TABLE workshop_service (
    workshop BIGINT NOT NULL REFERENCES workshop (id),
    service  TEXT NOT NULL REFERENCES service (slug),
    PRIMARY KEY (workshop, service)
);

CREATE TABLE finding (
    id             BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    -- Made where it was typed: what is sent twice is recorded once.
    key            TEXT NOT NULL UNIQUE,
    workshop       BIGINT NOT NULL REFERENCES workshop (id),
    words          TEXT NOT NULL CHECK (length(words) <= 4000),
    kind           TEXT NOT NULL CHECK (kind IN ('obstacle', 'success_factor', 'recommendation', 'question')),
    criterion      BIGINT REFERENCES criterion (id),
    severity       TEXT CHECK (severity IN ('low', 'medium', 'high')),
    recommendation TEXT CHECK (length(recommendation) <= 4000),
    state          TEXT NOT NULL CHECK (state IN ('new', 'checked', 'adopted', 'rejected')),
    -- Why it was rejected.
    rejection      TEXT CHECK (length(rejection) <= 4000),
    -- Its place in the blueprint, from 1, and what the editor says to it.
    place          BIGINT,
    editors_note   TEXT CHECK (length(editors_note) <= 4000),
    merged_into    BIGINT REFERENCES finding (id),
    -- Typed when the workshop was over.
    is_late        BOOLEAN NOT NULL,
    recorded_at    TIMESTAMPTZ NOT NULL,
    actor          TEXT NOT NULL REFERENCES actor (id),
    version        BIGINT NOT NULL,
    CHECK ((state = 'rejected') = (rejection IS NOT NULL)),
    CHECK ((state = 'adopted') = (place IS NOT NULL))
);

CREATE TABLE finding_service (
    finding BIGINT NOT NULL REFERENCES finding (id),
    service TEXT NOT NULL REFERENCES service (slug),
    PRIMARY KEY (finding, service)
);

-- The bodies that it was seen in.
CREATE TABLE finding_body (
    finding BIGINT NOT NULL REFERENCES finding (id),
    body    TEXT NOT NULL,
    PRIMARY KEY (finding, body)
);

CREATE TABLE measure (
    id           BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    what         TEXT NOT NULL,
    -- Who does it, as it is shown, and the account of whoever that is.
    owner        TEXT NOT NULL,
    owner_person TEXT REFERENCES person (id) ON DELETE SET NULL,
    -- For whom, or where.
    body         TEXT,
    due_on       DATE NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'underway', 'done', 'dropped')),
    ended_on     DATE,
    note         TEXT CHECK (length(note) <= 4000),
    finding      BIGINT REFERENCES finding (id),
    version      BIGINT NOT NULL,
    CHECK ((state IN ('done', 'dropped')) = (ended_on IS NOT NULL))
);

-- The blockers that it is to close.
CREATE TABLE measure_blocker (
    measure BIGINT NOT NULL REFERENCES measure (id),
    blocker BIGINT NOT NULL REFERENCES blocker (id),
    PRIMARY KEY (measure, blocker)
);

-- Every step of the above, as the pages show it. The audit has it too, but only for as long as the audit is kept.
CREATE TABLE revision (
    id          BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    -- blocker/12
    subject     TEXT NOT NULL,
    action      TEXT NOT NULL,
    -- JSON
    detail      TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id)
);
CREATE INDEX revision_subject ON revision (subject);

CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assessment
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON revision
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO criterion (position, name, question, help, is_retired, version) VALUES
    (1, 'Personal', 'Sind Projektleitung und Ansprechpersonen benannt und geschult?',
     'Gemeint sind die Menschen vor Ort: wer den Rollout führt, wer im Bürgerbüro antwortet, und ob die Schulung stattgefunden hat.', false, 0),
    (2, 'IT-Dienstleister', 'Ist das Modul des Herstellers lieferbar, lizenziert und eingeplant?',
     'Das Fachverfahren braucht ein Modul für den Onlinedienst. Offen ist auch, wer noch keinen Termin vom Hersteller hat.', false, 0),
    (3, 'Konnektivität', 'Reichen Netz und Geräte am Arbeitsplatz aus?',
     'Breitband, Behördennetz und ein Arbeitsplatz, an dem das Fachverfahren mit dem Onlinedienst läuft.', false, 0),
    (4, 'Schnittstelle', 'Kommen Anträge technisch im Fachverfahren an?',
     'Transportweg, Eintrag im DVDV, Zertifikat und Postfach.', false, 0),
    (5, 'Recht und Datenschutz', 'Sind die rechtlichen Fragen und der Datenschutz geklärt?',
     'Vereinbarung zur Auftragsverarbeitung, Verzeichnis der Verarbeitungen, Freigaben.', false, 0),
    (6, 'Vertrag, Kosten und ePayment', 'Sind Vertrag, Kosten und Bezahlweg geregelt?',
     'Nachnutzungsvertrag oder Bestellung, Haushaltsmittel, Anbindung der Bezahlkomponente.', false, 0),
    (7, 'Organisation und Prozess', 'Ist geregelt, wie ein Onlineantrag im Haus bearbeitet wird?',
     'Zuständigkeiten, Vertretung, Ablage in der E-Akte.', false, 0),
    (8, 'Portalpflege', 'Ist die Leistung im BayernPortal gepflegt und verlinkt?',
     'Beschreibung, zuständige Stelle und die Adresse des Onlinedienstes.', false, 0),
    (9, 'Akzeptanz und Politik', 'Stehen Hausleitung und Beschäftigte hinter der Einführung?',
     'Beschluss oder Auftrag der Leitung, Rückhalt bei denen, die damit arbeiten.', false, 0);
