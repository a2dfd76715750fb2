//! What is asked of an authority, and whom it could ask.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::sync::Arc;

use bavaria::{ars, catalogue, slug};
use domain::blocker::{ActionBy, Blocker, BlockerFacts, BlockerId, Closing, Member, Severity};
use domain::criteria::CriterionId;
use domain::exemption::{Exemption, ExemptionId};
use domain::peers::{Feat, peers};
use domain::register::facts;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::task::{Ask, next_tasks_on, tasks};
use domain::vendor::{Vendor, VendorId};
use domain::{Day, Editions};

const MEITINGEN: &str = "097720177177";
const MEITINGEN_SIZE: u64 = 12_133;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-23")
}

fn residence(authority: &str) -> RolloutKey {
    RolloutKey { authority: ars(authority), service: slug("wohnsitzanmeldung") }
}

/// An entry recorded on its day: `since` is both.
fn told(id: i64, rollout: &RolloutKey, stage: Stage, since: &str) -> RolloutEvent {
    let entry = StatusEntry {
        stage,
        effective_on: day(since),
        planned_on: None,
        vendor: None,
        link: None,
        note: None,
    };
    let actor = Actor { id: "a".into(), name: "A".into() };
    RolloutEvent {
        id,
        rollout: rollout.clone(),
        entry,
        recorded_at: day(since).start(),
        actor,
        batch: None,
        retraction: None,
    }
}

fn planned(event: RolloutEvent, planned_on: &str) -> RolloutEvent {
    RolloutEvent { entry: StatusEntry { planned_on: Some(day(planned_on)), ..event.entry }, ..event }
}

fn by(event: RolloutEvent, vendor: &str, note: Option<&str>) -> RolloutEvent {
    let (vendor, note) = (Some(vendor.to_owned()), note.map(str::to_owned));
    RolloutEvent { entry: StatusEntry { vendor, note, ..event.entry }, ..event }
}

fn bavaria(events: Vec<RolloutEvent>) -> Situation {
    Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern().clone()])))
        .with_records(events, Vec::new())
}

/// A blocker of staffing that the authority itself must see to.
fn blocker(id: i64, rollouts: &[RolloutKey], due_on: Option<&str>) -> Blocker {
    let member = |rollout: &RolloutKey| Member {
        rollout: rollout.clone(),
        joined_on: day("2026-10-01"),
        closing: None,
    };
    Blocker {
        id: BlockerId(id),
        facts: BlockerFacts {
            title: "Ansprechperson fehlt".into(),
            criterion: CriterionId(1),
            opened_on: day("2026-10-01"),
            action_by: ActionBy::Commune,
            severity: Severity::Medium,
            mailbox: None,
            due_on: due_on.map(day),
            note: None,
            link: None,
        },
        members: rollouts.iter().map(member).collect(),
        closing: None,
        withdrawn: None,
        version: 1,
    }
}

fn with_blockers(situation: &Situation, blockers: Vec<Blocker>) -> Situation {
    situation.with_recordings(|obstacles, _| blockers.into_iter().for_each(|it| obstacles.blockers.put(it)))
}

fn asked(situation: &Situation, authority: &str) -> Vec<Ask> {
    tasks(situation, &ars(authority), today()).into_iter().map(|task| task.ask).collect()
}

#[test]
fn an_authority_is_asked_about_its_own_services_only() {
    let nobody_told = bavaria(Vec::new());
    assert_eq!(asked(&nobody_told, MEITINGEN), [Ask::Tell(residence(MEITINGEN))]);
    assert_eq!(asked(&nobody_told, "097720177000"), [], "no such body");
    // Train has handed registration to the VG Siegenburg: it has nothing to say, the VG has.
    assert_eq!(asked(&nobody_told, "092735218177"), []);
    assert_eq!(asked(&nobody_told, "092735218"), [Ask::Tell(residence("092735218"))]);
    let kelheim = asked(&nobody_told, "09273");
    assert_eq!(kelheim.len(), 5, "a Landratsamt has all but registration");
    assert!(!kelheim.contains(&Ask::Tell(residence("09273"))));
    assert_eq!(asked(&nobody_told, "097610000000").len(), 6, "a kreisfreie Stadt has all");
}

#[test]
fn a_status_is_asked_about_when_nobody_has_confirmed_it_for_30_days() {
    let rollout = residence(MEITINGEN);
    let since = |since: &str| bavaria(vec![told(1, &rollout, Stage::Preparing, since)]);
    assert_eq!(asked(&since("2026-10-24"), MEITINGEN), [Ask::Confirm(rollout.clone(), day("2026-10-24"))]);
    assert_eq!(asked(&since("2026-10-25"), MEITINGEN), []);
    let unknown = bavaria(vec![told(1, &rollout, Stage::Unknown, "2026-11-20")]);
    assert_eq!(asked(&unknown, MEITINGEN), [Ask::Tell(rollout.clone())], "unknown is no answer");
}

#[test]
fn a_start_that_has_passed_is_asked_about_first_and_once() {
    let rollout = residence(MEITINGEN);
    let start =
        |stage, planned_on| bavaria(vec![planned(told(1, &rollout, stage, "2026-09-01"), planned_on)]);
    let passed = Ask::Replan(rollout.clone(), day("2026-11-22"));
    assert_eq!(asked(&start(Stage::Testing, "2026-11-22"), MEITINGEN), [passed]);
    let confirm = Ask::Confirm(rollout.clone(), day("2026-09-01"));
    let not_over = asked(&start(Stage::Testing, "2026-11-23"), MEITINGEN);
    assert_eq!(not_over, asked(&start(Stage::Live, "2026-11-22"), MEITINGEN), "today is not over");
    assert_eq!(not_over, [confirm]);
}

#[test]
fn a_blocker_is_asked_about_once_a_week_before_it_is_due_by_whoever_must_act() {
    let all = ["fuehrerschein", "waffenrecht"]
        .map(|service| RolloutKey { authority: ars("09273"), service: slug(service) });
    let told = (1..).zip(&all).map(|(id, rollout)| told(id, rollout, Stage::Testing, "2026-11-20"));
    let situation = bavaria(told.collect());
    let unblock = |situation: &Situation| -> Vec<_> {
        let asked = asked(situation, "09273").into_iter();
        asked
            .filter_map(|ask| if let Ask::Unblock(id, of) = ask { Some((id.0, of.len())) } else { None })
            .collect()
    };
    let due = |due_on| with_blockers(&situation, vec![blocker(7, &all, due_on)]);
    assert_eq!(unblock(&due(Some("2026-11-30"))), [(7, 2)]);
    assert_eq!(unblock(&due(Some("2026-12-01"))), []);
    assert_eq!(unblock(&due(None)), [], "no date, no reminder");
    let mut of_vendor = blocker(7, &all, Some("2026-11-30"));
    of_vendor.facts.action_by = ActionBy::Vendor;
    assert_eq!(unblock(&with_blockers(&situation, vec![of_vendor])), []);
    let mut closed = blocker(7, &all, Some("2026-11-30"));
    closed.members[0].closing = Some(Closing { on: today(), resolution: "Geschult".into() });
    assert_eq!(unblock(&with_blockers(&situation, vec![closed])), [(7, 1)], "one service is past it");
}

#[test]
fn the_most_urgent_comes_first() {
    let of = |service: &str| RolloutKey { authority: ars("097610000000"), service: slug(service) };
    let situation = bavaria(vec![
        told(1, &of("wohnsitzanmeldung"), Stage::Live, "2026-10-20"),
        planned(told(2, &of("fuehrerschein"), Stage::Testing, "2026-10-20"), "2026-11-01"),
        told(3, &of("aufenthaltstitel"), Stage::Ordered, "2026-11-20"),
        told(4, &of("bauvorbescheid"), Stage::Ordered, "2026-11-20"),
        told(5, &of("baugenehmigung"), Stage::Ordered, "2026-11-20"),
    ]);
    let situation = with_blockers(&situation, vec![blocker(7, &[of("bauvorbescheid")], Some("2026-11-18"))]);
    assert_eq!(
        asked(&situation, "097610000000"),
        [
            Ask::Tell(of("waffenrecht")),
            Ask::Replan(of("fuehrerschein"), day("2026-11-01")),
            Ask::Unblock(BlockerId(7), vec![of("bauvorbescheid")]),
            Ask::Confirm(of("wohnsitzanmeldung"), day("2026-10-20")),
        ]
    );
}

#[test]
fn who_is_exempt_is_left_alone_and_asked_afterwards() {
    let situation = bavaria(vec![told(1, &residence(MEITINGEN), Stage::Preparing, "2026-08-01")]);
    let exemption = Exemption {
        id: ExemptionId(1),
        rollout: residence(MEITINGEN),
        reason: "Fusion der Fachverfahren".into(),
        first_day: day("2026-10-01"),
        last_day: day("2027-02-28"),
        version: 1,
    };
    let exempt = situation.with_recordings(|obstacles, _| obstacles.exemptions.put(exemption));
    assert_eq!(asked(&exempt, MEITINGEN), []);
    assert_eq!(next_tasks_on(&exempt, &ars(MEITINGEN), today()), Some(day("2027-03-01")));
}

#[test]
fn it_is_known_when_something_is_asked_again() {
    let next = |situation: &Situation| next_tasks_on(situation, &ars(MEITINGEN), today());
    let confirmed = told(1, &residence(MEITINGEN), Stage::Preparing, "2026-11-23");
    assert_eq!(next(&bavaria(vec![confirmed.clone()])), Some(day("2026-12-23")));
    let situation = bavaria(vec![planned(confirmed, "2026-12-01")]);
    assert_eq!(next(&situation), Some(day("2026-12-02")), "the day after the planned start");
    let blocked = with_blockers(&situation, vec![blocker(7, &[residence(MEITINGEN)], Some("2026-12-05"))]);
    assert_eq!(next(&blocked), Some(day("2026-11-28")));
    assert_eq!(next_tasks_on(&situation, &ars("092735218177"), today()), None);
}

/// Communes of their own in Landkreise around Augsburg, by how many inhabitants they have.
fn communes(is_wanted: impl Fn(u64) -> bool) -> Vec<RolloutKey> {
    let situation = bavaria(Vec::new());
    let responsibilities = situation.responsibilities(today()).clone();
    let size = |authority: &domain::Ars| responsibilities.register().inhabitants_within(authority);
    responsibilities
        .rollouts()
        .iter()
        .filter(|rollout| {
            rollout.service.as_str() == "wohnsitzanmeldung" && rollout.authority != ars(MEITINGEN)
        })
        .filter(|rollout| is_wanted(size(&rollout.authority)))
        .cloned()
        .collect()
}

#[test]
fn a_peer_has_the_same_vendor_and_a_similar_size_and_is_further() {
    let own = by(told(1, &residence(MEITINGEN), Stage::Preparing, "2026-10-01"), "AKDB", None);
    let similar = communes(|size| (MEITINGEN_SIZE / 2 + 1..=MEITINGEN_SIZE * 2).contains(&size));
    let bigger = communes(|size| size > MEITINGEN_SIZE * 2);
    let smaller = communes(|size| size < MEITINGEN_SIZE / 2);
    let live = |id, of: &RolloutKey, vendor, note| by(told(id, of, Stage::Live, "2026-10-14"), vendor, note);
    let situation = bavaria(vec![
        own,
        live(2, &similar[0], "AKDB", None),
        live(3, &similar[1], "akdb ", Some("Schulung mit zwei Nachbarn")),
        live(4, &similar[2], "Komm.ONE", Some("anderer Hersteller")),
        live(5, &bigger[0], "AKDB", Some("zu groß")),
        live(6, &smaller[0], "AKDB", Some("zu klein")),
        by(told(7, &similar[3], Stage::Preparing, "2026-10-14"), "AKDB", Some("so weit wie wir")),
        live(8, &similar[4], "Anstalt für kommunale Daten", Some("anders geschrieben")),
    ]);
    let vendor = |id, name: &str, merged_into| Vendor {
        id: VendorId(id),
        name: name.into(),
        products: [].into(),
        merged_into,
        version: 1,
    };
    let situation = situation.with_recordings(|obstacles, _| {
        obstacles.vendors.put("akdb".into(), vendor(1, "AKDB", None));
        let other = vendor(2, "Anstalt für kommunale Daten", Some(VendorId(1)));
        obstacles.vendors.put(domain::text::search_key(&other.name), other);
    });
    let found = peers(&situation, &residence(MEITINGEN), today());
    let mut with_note: Vec<_> = found[..2].iter().map(|peer| peer.authority).collect();
    with_note.sort_unstable();
    let mut expected = vec![similar[1].authority, similar[4].authority];
    expected.sort_unstable();
    assert_eq!(with_note, expected, "who tells how comes first");
    assert_eq!(found.len(), 3);
    assert_eq!((found[2].authority, &found[2].feat), (similar[0].authority, &Feat::Further(None)));
    assert_eq!((found[2].stage, found[2].since), (Stage::Live, Some(day("2026-10-14"))));
    let without_vendor = bavaria(vec![told(1, &residence(MEITINGEN), Stage::Preparing, "2026-10-01")]);
    assert_eq!(peers(&without_vendor, &residence(MEITINGEN), today()), [], "nothing is guessed");
}

#[test]
fn who_got_past_the_same_blocker_comes_before_who_is_further() {
    let similar = communes(|size| (MEITINGEN_SIZE / 2 + 1..=MEITINGEN_SIZE * 2).contains(&size));
    let preparing = |id, of: &RolloutKey| by(told(id, of, Stage::Preparing, "2026-10-01"), "AKDB", None);
    let mut events = vec![preparing(1, &residence(MEITINGEN))];
    events.extend((2..).zip(&similar[..4]).map(|(id, of)| preparing(id, of)));
    events.push(by(told(9, &similar[4], Stage::Live, "2026-10-14"), "AKDB", Some("läuft")));
    let shared = [residence(MEITINGEN), similar[0].clone(), similar[1].clone()];
    let past = |on: &str| Some(Closing { on: day(on), resolution: "Schulung an einem Vormittag".into() });
    let mut same = blocker(1, &shared, None);
    same.members[1].closing = past("2026-11-10");
    same.members[2].closing = past("2026-12-24");
    let mut like = blocker(2, &similar[2..3], None);
    like.closing = past("2026-11-12");
    let mut withdrawn = blocker(3, &similar[3..4], None);
    (withdrawn.closing, withdrawn.withdrawn) = (past("2026-11-12"), Some("ein Irrtum".into()));
    let situation = with_blockers(&bavaria(events), vec![same, like, withdrawn]);
    let found = peers(&situation, &residence(MEITINGEN), today());
    let told: Vec<_> = found
        .iter()
        .map(|peer| match &peer.feat {
            Feat::Closed(blocker, closing) => {
                (peer.authority, Some(blocker.id.0), closing.resolution.as_str())
            }
            Feat::Further(note) => (peer.authority, None, note.unwrap_or_default()),
        })
        .collect();
    let resolution = "Schulung an einem Vormittag";
    assert_eq!(
        told,
        [
            (similar[0].authority, Some(1), resolution),
            (similar[2].authority, Some(2), resolution),
            (similar[4].authority, None, "läuft"),
        ]
    );
}
