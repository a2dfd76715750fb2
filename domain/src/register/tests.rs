use super::*;
use crate::body::CommuneFacts;

fn bayern() -> std::sync::Arc<Register> {
    facts::bayern().register
}

fn ars(key: &str) -> Ars {
    key.parse().unwrap()
}

fn commune(key: &str, name: &str, inhabitants: u64) -> Body {
    let facts = CommuneFacts { ags: Ags::from(ars(key)), inhabitants, area_ha: 1, centroid: None };
    Body { ars: ars(key), name: name.to_owned(), kind: BodyKind::Gemeinde, commune: Some(facts) }
}

#[test]
fn bavaria_counts_as_published() {
    let register = bayern();
    let count = |kind| register.bodies().filter(|body| body.kind == kind).count();
    assert_eq!(
        BodyKind::ALL.map(count),
        [1, 7, 71, 311, 0, 25, 29, 263, 386, 1353],
        "in the order of {:?}",
        BodyKind::ALL
    );
    assert_eq!(register.communes().count(), 2056);
    assert_eq!(register.inhabitants_within(&ars("09")), 13_369_393);
    assert_eq!(register.communes().filter(|body| register.verband_of(&body.ars).is_some()).count(), 982);
    let per_bezirk = ["091", "092", "093", "094", "095", "096", "097"]
        .map(|key| register.communes_within(&ars(key)).count());
    assert_eq!(per_bezirk, [500, 258, 226, 214, 210, 308, 340]);
    assert!(register.communes().all(|body| body.commune.as_ref().unwrap().centroid.is_some()));
    assert_eq!(register.shared_names.len(), 41);
}

#[test]
fn every_commune_knows_what_it_lies_in() {
    let register = bayern();
    let name = |body: Option<&Body>| body.map(|body| body.name.clone());
    let train = register.resolve("09273172").unwrap().ars;
    assert_eq!(name(register.verband_of(&train)), Some("Siegenburg".to_owned()));
    assert_eq!(name(register.kreis_of(&train)), Some("Kelheim".to_owned()));
    assert_eq!(name(register.regierungsbezirk_of(&train)), Some("Niederbayern".to_owned()));
    assert_eq!(name(register.land_of(&train)), Some("Bayern".to_owned()));

    let augsburg = register.get(&ars("097610000000")).unwrap();
    assert_eq!(register.kreis_of(&augsburg.ars), Some(augsburg));
    assert_eq!(register.verband_of(&augsburg.ars), None);
    assert_eq!(register.kreis_of(&ars("097")), None);
    for body in register.communes() {
        assert!(register.kreis_of(&body.ars).is_some(), "{}", body.ars);
        assert!(register.regierungsbezirk_of(&body.ars).is_some(), "{}", body.ars);
    }
}

#[test]
fn every_equivalent_key_resolves() {
    let register = bayern();
    for (canonical, keys) in [
        (
            "097720177177",
            &["097720177177", "09772177", "9772177", "097720177", "0977 2177", " 09 772 0177 177\u{a0}"][..],
        ),
        ("097610000000", &["097610000000", "09761", "09761000", "9761000", "097610000"]),
        ("092735218", &["092735218", "092735218000"]),
        ("09273", &["09273", "09273000", "9273000", "092730000000"]),
        ("097", &["097", "09700000", "097000000000"]),
        ("09", &["09", "09000000", "090000000000"]),
    ] {
        for key in keys {
            assert_eq!(register.resolve(key).map(|body| body.ars), Some(ars(canonical)), "{key}");
        }
    }
    let others = ["", "9", "9772", "0977217", "097720177178", "97720177177", "09772-177", "Meitingen", "०९"];
    for key in others.into_iter().chain([
        "05",
        "09273001",
        "0927352180",
        "092735218001",
        "09772177\0",
        "９７７２１７７",
    ]) {
        assert_eq!(register.resolve(key), None, "{key}");
    }
}

#[test]
fn the_key_of_a_verband_means_the_verband_and_never_one_of_its_members() {
    let register = bayern();
    for body in register.bodies() {
        let padded = format!("{:0<12}", body.ars.as_str());
        assert_eq!(register.resolve(&padded).map(|body| body.ars), Some(body.ars), "{padded}");
        assert_eq!(register.resolve(body.ars.as_str()), Some(body));
    }
    for facts in register.communes().filter_map(|body| body.commune.as_ref()) {
        assert_eq!(register.resolve(facts.ags.as_str()), register.commune_with(&facts.ags));
        assert_eq!(register.resolve(&facts.ags.as_str()[1..]), register.commune_with(&facts.ags));
    }
}

#[test]
fn a_scope_holds_itself_and_what_lies_in_it() {
    let register = bayern();
    let siegenburg: Vec<&str> = register.within(&ars("092735218")).map(|body| body.name.as_str()).collect();
    assert_eq!(siegenburg, ["Siegenburg", "Biburg", "Kirchdorf", "Siegenburg", "Train", "Wildenberg"]);
    assert_eq!(register.within(&ars("09761")).count(), 1);
    assert_eq!(register.within(&ars("05")).count(), 0);
    assert_eq!(register.within(&ars("09")).count(), register.bodies().count());
}

#[test]
fn names_that_several_communes_have_are_known() {
    let register = bayern();
    let body = |key| register.resolve(key).unwrap();
    assert!(!register.shares_name(body("09772177")));
    let namesakes: Vec<&Body> = register.communes().filter(|body| register.shares_name(body)).collect();
    for one in &namesakes {
        assert!(
            register.communes().any(|other| other.ars != one.ars && other.name == one.name),
            "{}",
            one.name
        );
    }
    assert!(namesakes.len() >= 82);
}

#[test]
fn contradicting_bodies_make_no_register() {
    let kreis = |key: &str, kind| Body { ars: ars(key), name: "K".to_owned(), kind, commune: None };
    let a = || commune("097720177177", "A", 1);
    let error = |bodies: Vec<Body>| Register::new(bodies).unwrap_err();
    assert_eq!(error(vec![a(), a()]), RegisterError::Duplicate(a().ars));
    let landkreis = kreis("09772", BodyKind::Landkreis);
    assert_eq!(error(vec![landkreis.clone(), landkreis]), RegisterError::Duplicate(ars("09772")));
    assert_eq!(
        error(vec![a(), commune("097725555177", "A", 1)]),
        RegisterError::DuplicateAgs("09772177".parse().unwrap())
    );
    assert_eq!(error(vec![kreis("09772", BodyKind::Land)]), RegisterError::Level(ars("09772")));
    assert_eq!(error(vec![kreis("097720177177", BodyKind::Markt)]), RegisterError::Facts(a().ars));
    assert_eq!(
        error(vec![Body { ars: ars("09772"), kind: BodyKind::Landkreis, ..a() }]),
        RegisterError::Facts(ars("09772"))
    );
    assert_eq!(
        error(vec![Body { ars: ars("097720177178"), ..a() }]),
        RegisterError::Ags(ars("097720177178"))
    );
}

#[test]
fn positions_carry_over_by_ags() {
    let old = bayern();
    // Meitingen has joined a Verwaltungsgemeinschaft: another ARS, the same AGS.
    let new =
        Register::new([commune("097725555177", "Meitingen", 1), commune("097725555999", "Neu", 1)]).unwrap();
    let new = new.with_centroids_of(&old);
    let centroid = |register: &Register, ags: &str| {
        register.commune_with(&ags.parse().unwrap()).unwrap().commune.as_ref().unwrap().centroid
    };
    assert_eq!(centroid(&new, "09772177"), centroid(&old, "09772177"));
    assert_eq!(centroid(&new, "09772999"), None);
}
