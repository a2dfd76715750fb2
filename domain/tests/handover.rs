//! What a new edition of the register does to responsibilities.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::sync::Arc;

use bavaria::{ars, catalogue, slug};
use domain::handover::{Handover, Handovers};
use domain::register::{Edition, Editions, Register, facts};
use domain::responsibility::Responsibilities;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{Ags, Day};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Elsendorf has left the VG Mainburg, and Train, of the VG Siegenburg, is gone.
fn later() -> Edition {
    let (elsendorf, train) = (ars("092735219163"), ars("092735218177"));
    let carried = facts::bayern();
    let bodies = carried.register.bodies().filter(|body| body.ars != train).cloned().map(|mut body| {
        if body.ars == elsendorf {
            body.ars = ars("092730163163");
        }
        body
    });
    let register = Register::new(bodies).unwrap();
    Edition { as_of: day("2026-10-01"), register: Arc::new(register), ..carried }
}

#[test]
fn only_what_changes_hands_is_told() {
    let catalogue = catalogue();
    let responsibilities =
        |edition: Edition| Responsibilities::on(edition.as_of, edition.register, &catalogue);
    let (old, new) = (responsibilities(facts::bayern()), responsibilities(later()));
    let handovers = Handovers::between(&old, &new, &catalogue);
    let expected = Handover {
        commune: ars("092730163163"),
        service: slug("wohnsitzanmeldung"),
        before: vec![ars("092735219")],
        after: vec![ars("092730163163")],
    };
    assert_eq!(handovers.communes, [expected]);
    assert_eq!(handovers.ended, [], "the VG Mainburg has other members");
    let begun = RolloutKey { authority: ars("092730163163"), service: slug("wohnsitzanmeldung") };
    assert_eq!(handovers.begun, [begun]);
    assert_eq!(Handovers::between(&old, &old, &catalogue), Handovers::default());
}

#[test]
fn the_new_authority_starts_unknown_and_the_past_stays() {
    let editions = Editions::new([facts::bayern(), later()]);
    let live = RolloutEvent {
        id: 1,
        rollout: RolloutKey { authority: ars("092735219"), service: slug("wohnsitzanmeldung") },
        entry: StatusEntry {
            stage: Stage::Live,
            effective_on: day("2026-03-01"),
            planned_on: None,
            vendor: None,
            link: None,
            note: None,
        },
        recorded_at: day("2026-03-01").start(),
        actor: Actor { id: "test".into(), name: "Test".into() },
        batch: None,
        retraction: None,
    };
    let situation =
        Situation::new(Arc::new(catalogue()), Arc::new(editions)).with_records(vec![live], vec![]);
    let elsendorf: Ags = "09273163".parse().unwrap();
    let stage = |on: &str| {
        let responsibilities = situation.responsibilities(day(on));
        let commune = responsibilities.register().commune_with(&elsendorf).unwrap().ars;
        let authority = responsibilities.authorities_for(&commune, &slug("wohnsitzanmeldung"))[0].ars;
        let rollout = RolloutKey { authority, service: slug("wohnsitzanmeldung") };
        situation.stage(&rollout, Viewpoint::on(day(on)))
    };
    assert_eq!(stage("2026-09-30"), Stage::Live);
    assert_eq!(stage("2026-10-01"), Stage::Unknown);
    assert_eq!(stage("2020-01-01"), Stage::Unknown, "days before the first edition use the first");
    assert_eq!(situation.responsibilities(day("2020-01-01")).communes().len(), 2_056);
    assert_eq!(situation.responsibilities(day("2026-10-01")).communes().len(), 2_055);
}
