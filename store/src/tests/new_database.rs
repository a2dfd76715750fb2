//! What a new database holds: the communes, the catalogue, and with them the published figures.

use domain::body::BodyKind;
use domain::catalogue::{Catalogue, Extent, Seat, Selection};
use domain::coverage::{Count, Coverage, Scope};
use domain::rollout::Viewpoint;
use domain::situation::Situation;
use domain::stage::Stage;

use super::database::on_each_engine;
use super::samples::{ars, day, entry, record, rollout, slug};
use crate::ReadModel;

fn viewpoint() -> Viewpoint {
    Viewpoint::on(day("2026-11-23"))
}

fn coverage(situation: &Situation, selection: &Selection, scope: Scope) -> Coverage {
    situation.coverage(selection, scope, viewpoint())
}

fn bavaria() -> Scope {
    Scope::Within(ars("09"))
}

fn service(name: &str) -> Selection {
    Selection::Service(slug(name))
}

fn counts(coverage: Coverage) -> [(u64, u64); 3] {
    [coverage.authorities, coverage.communes, coverage.inhabitants]
        .map(|Count { live, total, .. }| (live, total))
}

fn check_catalogue(catalogue: &Catalogue) {
    assert_eq!(catalogue.land, ars("09"));
    let commitments: Vec<_> =
        catalogue.commitments.iter().map(|commitment| commitment.slug.as_str()).collect();
    assert_eq!(
        commitments,
        ["wohnsitzanmeldung", "fuehrerschein", "aufenthaltstitel", "bauen", "waffenrecht"]
    );
    let services: Vec<_> = catalogue
        .services
        .iter()
        .map(|s| [s.slug.as_str(), s.commitment.as_str(), s.class.as_str(), &s.ozg_id, &s.leika])
        .collect();
    assert_eq!(
        services,
        [
            ["wohnsitzanmeldung", "wohnsitzanmeldung", "meldebehoerde", "10124", "99115005104000"],
            ["fuehrerschein", "fuehrerschein", "kreisverwaltungsbehoerde", "10169", "99023001012000"],
            ["aufenthaltstitel", "aufenthaltstitel", "kreisverwaltungsbehoerde", "10255", "99010001001000"],
            ["bauvorbescheid", "bauen", "untere_bauaufsicht", "10519", "99012010001000"],
            ["baugenehmigung", "bauen", "untere_bauaufsicht", "10519", "99012008001000"],
            ["waffenrecht", "waffenrecht", "kreisverwaltungsbehoerde", "10151", "99089018001015"],
        ]
    );
    let classes: Vec<_> =
        catalogue.classes.iter().map(|c| (c.slug.as_str(), c.seat, c.own_kinds.as_slice())).collect();
    assert_eq!(
        classes,
        [
            ("meldebehoerde", Seat::Verband, &[][..]),
            ("kreisverwaltungsbehoerde", Seat::Kreis, &[]),
            ("untere_bauaufsicht", Seat::Kreis, &[BodyKind::GrosseKreisstadt]),
        ]
    );
    let target = catalogue.target.unwrap();
    assert_eq!((target.from, target.due), (day("2026-01-21"), day("2026-12-31")));
    assert!((target.share - 1.0).abs() < f64::EPSILON);
}

/// The names beside the keys of the list in the law, so that a mistyped key cannot hide.
const DELEGATIONS: [(&str, &str, Extent); 13] = [
    ("09671111", "Alzenau", Extent::Full),
    ("09171112", "Burghausen", Extent::Full),
    ("09571145", "Feuchtwangen", Extent::Full),
    ("09771130", "Friedberg", Extent::Full),
    ("09180117", "Garmisch-Partenkirchen", Extent::Full),
    ("09371151", "Sulzbach-Rosenberg", Extent::Full),
    ("09175132", "Vaterstetten", Extent::Full),
    ("09183148", "Waldkraiburg", Extent::Full),
    ("09575153", "Neustadt a.d.Aisch", Extent::Limited),
    ("09186143", "Pfaffenhofen a.d.Ilm", Extent::Limited),
    ("09377158", "Waldsassen", Extent::Limited),
    ("09778116", "Bad Wörishofen", Extent::Limited),
    ("09479169", "Wunsiedel", Extent::Limited),
];

const PILOTS: [(&str, &str); 6] = [
    ("091840139139", "Pullach i.Isartal"),
    ("09273", "Kelheim"),
    ("09375", "Regensburg"),
    ("096610000000", "Aschaffenburg"),
    ("097610000000", "Augsburg"),
    ("097720177177", "Meitingen"),
];

#[tokio::test]
async fn the_catalogue_is_the_one_of_the_pact() {
    on_each_engine(async |database| {
        let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
        let catalogue = picture.situation.catalogue();
        check_catalogue(catalogue);
        let register = picture.situation.editions().on(viewpoint().on);
        assert_eq!(catalogue.delegations.len(), DELEGATIONS.len());
        for (ags, name, extent) in DELEGATIONS {
            let commune = register.commune_with(&ags.parse().unwrap()).unwrap();
            assert!(commune.name.starts_with(name), "{ags} is {}", commune.name);
            let delegation = catalogue.delegations.iter().find(|d| d.commune.as_str() == ags).unwrap();
            assert_eq!(
                (delegation.class.as_str(), delegation.extent),
                ("untere_bauaufsicht", extent),
                "{name}"
            );
            assert_eq!((delegation.valid_from, delegation.valid_until), (None, None), "{name}");
        }
        let mut pilots: Vec<_> = catalogue
            .pilots
            .iter()
            .map(|pilot| (pilot.as_str(), register.get(pilot).unwrap().name.as_str()))
            .collect();
        pilots.sort_unstable();
        assert_eq!(pilots, PILOTS);
    })
    .await;
}

#[tokio::test]
async fn the_register_is_that_of_bavaria() {
    on_each_engine(async |database| {
        let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
        let carried = domain::register::facts::bayern();
        let editions: Vec<_> = picture.situation.editions().iter().collect();
        assert_eq!(editions.len(), 1);
        assert_eq!(*editions[0], carried, "what is read back is what was carried");
        assert_eq!(editions[0].as_of, day("2023-11-30"));
        assert_eq!(editions[0].register.communes().count(), 2_056);
        assert_eq!(database.db.demo_until().await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_figures_are_the_published_ones() {
    on_each_engine(async |database| {
        let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
        let situation = picture.situation.as_ref();
        for (selection, authorities) in [
            (service("wohnsitzanmeldung"), 1_385),
            (service("fuehrerschein"), 96),
            (service("aufenthaltstitel"), 96),
            (service("waffenrecht"), 96),
            (service("bauvorbescheid"), 138),
            (service("baugenehmigung"), 138),
            (Selection::Commitment(slug("bauen")), 138),
            (Selection::Total, 1_456),
        ] {
            let found = coverage(situation, &selection, bavaria());
            assert_eq!(counts(found), [(0, authorities), (0, 2_056), (0, 13_369_393)], "{selection:?}");
            assert_eq!(found.inhabitants.unknown, 13_369_393);
        }
        assert_eq!(situation.responsibilities(viewpoint().on).rollouts().len(), 1_949);
        let pilots = coverage(situation, &service("wohnsitzanmeldung"), Scope::Pilots);
        assert_eq!(counts(pilots), [(0, 46), (0, 69), (0, 718_497)]);
    })
    .await;
}

#[tokio::test]
async fn one_authority_that_goes_live_covers_what_it_is_responsible_for() {
    on_each_engine(async |database| {
        let live = entry(Stage::Live, "2026-03-01");
        record(&database.db, &rollout("092735218", "wohnsitzanmeldung"), &live).await;
        record(&database.db, &rollout("09273", "fuehrerschein"), &live).await;
        let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
        let counted = |name| counts(coverage(&picture.situation, &service(name), bavaria()));
        assert_eq!(counted("wohnsitzanmeldung"), [(1, 1_385), (5, 2_056), (9_802, 13_369_393)]);
        assert_eq!(counted("fuehrerschein"), [(1, 96), (24, 2_056), (125_701, 13_369_393)]);
    })
    .await;
}
