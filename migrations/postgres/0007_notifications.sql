-- Letters that remind, and who does not want them.

ALTER TABLE person ADD COLUMN reminders BOOLEAN NOT NULL DEFAULT TRUE;

-- What was sent, or is being sent in this moment: the row is written before the letter leaves, so that of two
-- instances one writes, and nobody is written twice about the same.
CREATE TABLE notification (
    person  TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- What it is about, and the occasion: reminder/2026-W48, measure/12/before/2026-12-01
    about   TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, about)
);
CREATE INDEX notification_sent_at ON notification (sent_at);
