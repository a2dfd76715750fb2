-- The pact of 21.01.2026 in Bavaria: five commitments, six services, and who is responsible.

INSERT INTO setting (key, value) VALUES ('land', '09');

INSERT INTO responsibility_class (slug, position, name, seat, own_kinds) VALUES
    ('meldebehoerde', 1, 'Meldebehörden', 'verband', ''),
    ('kreisverwaltungsbehoerde', 2, 'Kreisverwaltungsbehörden', 'kreis', ''),
    ('untere_bauaufsicht', 3, 'untere Bauaufsichtsbehörden', 'kreis', 'grosse_kreisstadt');

INSERT INTO commitment (slug, position, name) VALUES
    ('wohnsitzanmeldung', 1, 'Wohnsitz anmelden'),
    ('fuehrerschein', 2, 'Führerschein beantragen'),
    ('aufenthaltstitel', 3, 'Aufenthaltstitel'),
    ('bauen', 4, 'Bauvorbescheid und Baugenehmigung'),
    ('waffenrecht', 5, 'Waffenrechtliche Erlaubnisse');

INSERT INTO service (slug, position, name, commitment, class, leika, ozg_id) VALUES
    ('wohnsitzanmeldung', 1, 'Wohnsitz anmelden', 'wohnsitzanmeldung', 'meldebehoerde', '99115005104000', '10124'),
    ('fuehrerschein', 2, 'Führerschein beantragen', 'fuehrerschein', 'kreisverwaltungsbehoerde', '99023001012000', '10169'),
    ('aufenthaltstitel', 3, 'Aufenthaltstitel', 'aufenthaltstitel', 'kreisverwaltungsbehoerde', '99010001001000', '10255'),
    ('bauvorbescheid', 4, 'Bauvorbescheid', 'bauen', 'untere_bauaufsicht', '99012010001000', '10519'),
    ('baugenehmigung', 5, 'Baugenehmigung', 'bauen', 'untere_bauaufsicht', '99012008001000', '10519'),
    ('waffenrecht', 6, 'Waffenrechtliche Erlaubnisse', 'waffenrecht', 'kreisverwaltungsbehoerde', '99089018001015', '10151');

-- Communes with delegated building supervision; limited: simple cases only (Art. 53 BayBO).
INSERT INTO delegation (class, ags, extent) VALUES
    ('untere_bauaufsicht', '09671111', 'full'),
    ('untere_bauaufsicht', '09171112', 'full'),
    ('untere_bauaufsicht', '09571145', 'full'),
    ('untere_bauaufsicht', '09771130', 'full'),
    ('untere_bauaufsicht', '09180117', 'full'),
    ('untere_bauaufsicht', '09371151', 'full'),
    ('untere_bauaufsicht', '09175132', 'full'),
    ('untere_bauaufsicht', '09183148', 'full'),
    ('untere_bauaufsicht', '09575153', 'limited'),
    ('untere_bauaufsicht', '09186143', 'limited'),
    ('untere_bauaufsicht', '09377158', 'limited'),
    ('untere_bauaufsicht', '09778116', 'limited'),
    ('untere_bauaufsicht', '09479169', 'limited');

-- Aschaffenburg and Augsburg (towns), Kelheim and Regensburg (Landkreise), Meitingen, Pullach i.Isartal.
INSERT INTO pilot (ars) VALUES
    ('096610000000'), ('097610000000'), ('09273'), ('09375'), ('097720177177'), ('091840139139');

INSERT INTO target (id, start, due, share) VALUES (1, '2026-01-21', '2026-12-31', 1.0);
