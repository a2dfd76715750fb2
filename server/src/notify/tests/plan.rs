//! Who gets what.

use domain::blocker::{BlockerId, Closing};
use domain::exemption::{Exemption, ExemptionId};
use domain::occasion::{Occasion, Side, Week};
use domain::people::{Person, Role, Standing};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::workshop::{MeasureId, MeasureState};

use super::super::plan::{Matter, Planned, Reminder, Sent, plan};
use super::*;

fn planned(situation: &Situation, people: &[Person], on: &str) -> Vec<Planned> {
    plan(situation, people, &Sent::new(), day(on))
}

/// The same once these letters are sent.
fn after(situation: &Situation, people: &[Person], sent: &[Planned], on: &str) -> Vec<Planned> {
    let occasions = sent
        .iter()
        .flat_map(|planned| planned.occasions.iter().map(|occasion| (planned.person.id.clone(), *occasion)));
    plan(situation, people, &occasions.collect(), day(on))
}

fn reminder(planned: &[Planned]) -> &Reminder {
    match planned {
        [Planned { matter: Matter::Reminder(reminder), .. }] => reminder,
        other => panic!("not one reminder: {other:#?}"),
    }
}

#[test]
fn a_contact_is_reminded_once_a_week_while_something_is_asked() {
    let people = [contact(1, MEITINGEN, false)];
    let silent = situation(&[(MEITINGEN, "wohnsitzanmeldung", Stage::Preparing, "2026-10-01")]);
    let monday = planned(&silent, &people, MONDAY);
    let told = reminder(&monday);
    assert_eq!((told.tasks, told.others), (1, 0));
    assert_eq!(told.authorities[0].0, ars(MEITINGEN));
    assert_eq!(monday[0].occasions, [Occasion::Reminder(Week::of(day(MONDAY)))]);
    // After a restart, on whatever day of the week, and by another instance.
    for on in [MONDAY, "2026-11-24", "2026-11-29"] {
        assert!(after(&silent, &people, &monday, on).is_empty(), "{on}");
    }
    assert_eq!(after(&silent, &people, &monday, "2026-11-30").len(), 1, "the next week");
    assert_eq!(planned(&silent, &people, "2026-11-26").len(), 1, "nobody was there to send it on Monday");

    let answered = situation(&[(MEITINGEN, "wohnsitzanmeldung", Stage::Live, "2026-11-20")]);
    assert!(planned(&answered, &people, MONDAY).is_empty());
}

#[test]
fn what_comes_up_in_the_middle_of_the_week_waits_for_monday() {
    // To be confirmed again on the 26th, a Thursday.
    let recent = situation(&[(MEITINGEN, "wohnsitzanmeldung", Stage::Live, "2026-10-27")]);
    let people = [contact(1, MEITINGEN, false)];
    assert!(planned(&recent, &people, "2026-11-26").is_empty());
    assert_eq!(planned(&recent, &people, "2026-11-30").len(), 1);
    let known = situation(&[]);
    let fresh =
        Person { created_at: "2026-11-23T09:00:00Z".parse().unwrap(), ..contact(1, MEITINGEN, false) };
    assert!(planned(&known, std::slice::from_ref(&fresh), "2026-11-25").is_empty(), "just invited");
    assert_eq!(planned(&known, &[fresh], "2026-11-30").len(), 1);
}

#[test]
fn who_is_out_wants_none_or_is_no_contact_gets_none() {
    let known = situation(&[]);
    let ordinary = contact(1, MEITINGEN, false);
    let invited = Person { standing: Standing::Invited, ..ordinary.clone() };
    assert_eq!(planned(&known, &[ordinary.clone(), invited], MONDAY).len(), 2);
    let out = Person { standing: Standing::Deactivated, ..ordinary.clone() };
    let unwilling = Person { wants_reminders: false, ..ordinary };
    let viewer = person(4, &[Role::Viewer], &[(MEITINGEN, false)]);
    assert!(planned(&known, &[out, unwilling, viewer], MONDAY).is_empty());
}

#[test]
fn nobody_is_reminded_of_what_is_exempt() {
    let exemption = Exemption {
        id: ExemptionId(1),
        rollout: rollout(MEITINGEN, "wohnsitzanmeldung"),
        reason: "Umzug des Rathauses".into(),
        first_day: day("2026-11-01"),
        last_day: day("2026-11-25"),
        version: 1,
    };
    let exempt = situation(&[]).with_recordings(|obstacles, _| obstacles.exemptions.put(exemption));
    let people = [contact(1, MEITINGEN, false)];
    assert!(planned(&exempt, &people, MONDAY).is_empty());
    assert!(planned(&exempt, &people, "2026-11-27").is_empty(), "was exempt when the week began");
    assert_eq!(planned(&exempt, &people, "2026-11-30").len(), 1);
}

#[test]
fn a_kreis_with_members_gets_one_letter_with_the_most_urgent_authorities() {
    let people = [contact(1, "09273", true), contact(2, "09273", false)];
    let told = planned(&situation(&[]), &people, MONDAY);
    let [all, own] = &told[..] else { panic!("{told:#?}") };
    let all = reminder(std::slice::from_ref(all));
    assert_eq!((all.authorities.len(), all.others), (5, 9), "14 authorities in the Landkreis Kelheim");
    assert_eq!(all.authorities[0].0, ars("09273"), "of which the most is asked");
    let own = reminder(std::slice::from_ref(own));
    assert_eq!((own.authorities.len(), own.others, own.tasks), (1, 0, 5));

    // Whoever has told something a while ago is less urgent than who has told nothing.
    let services = ["fuehrerschein", "aufenthaltstitel", "bauvorbescheid", "baugenehmigung", "waffenrecht"];
    let known = services.map(|service| ("09273", service, Stage::Live, "2026-10-01"));
    let told = planned(&situation(&known), &people[..1], MONDAY);
    assert!(reminder(&told).authorities.iter().all(|(authority, _)| *authority != ars("09273")));
}

#[test]
fn leads_get_one_report_a_week() {
    let known = situation(&[
        (MEITINGEN, "wohnsitzanmeldung", Stage::Live, "2026-11-20"),
        ("09273", "waffenrecht", Stage::Live, "2026-11-01"),
        ("09273", "waffenrecht", Stage::Suspended, "2026-11-18"),
        ("09273", "fuehrerschein", Stage::Live, "2026-11-01"),
    ]);
    let lead = person(1, &[Role::Lead, Role::Contact], &[]);
    let late = measure(1, &lead, "2026-10-01");
    let done = Measure {
        state: MeasureState::Done,
        ended_on: Some(day("2026-11-01")),
        ..measure(2, &lead, "2026-10-01")
    };
    let blockers =
        vec![blocker(1, &lead, "2026-11-19", "2027-02-01"), blocker(2, &lead, "2026-09-01", "2026-10-01")];
    let known = with_due(&known, vec![late, done], blockers);
    let people = [lead];
    let monday = planned(&known, &people, MONDAY);
    let [Planned { matter: Matter::Digest(digest), .. }] = &monday[..] else { panic!("{monday:#?}") };
    assert_eq!(digest.newly_live, [rollout(MEITINGEN, "wohnsitzanmeldung")]);
    assert_eq!(digest.relapsed, [rollout("09273", "waffenrecht")]);
    assert_eq!(
        (&digest.new_blockers[..], &digest.overdue_blockers[..]),
        (&[BlockerId(1)][..], &[BlockerId(2)][..])
    );
    assert_eq!(digest.overdue_measures, [MeasureId(1)]);
    assert_eq!((digest.before.authorities.live, digest.now.authorities.live), (0, 1));
    assert_eq!(digest.silent, 1455, "all but Markt Meitingen: Kelheim never told of two services");
    assert!(after(&known, &people, &monday, "2026-11-27").is_empty());
    assert_eq!(after(&known, &people, &monday, "2026-11-30").len(), 1);
}

#[test]
fn an_owner_is_told_before_and_after_a_due_date_once_each() {
    let owner = person(1, &[Role::Facilitator], &[]);
    let other = person(2, &[Role::Facilitator], &[]);
    let known = with_due(
        &situation(&[]),
        vec![measure(12, &owner, "2026-12-01")],
        vec![blocker(7, &owner, "2026-11-01", "2026-12-01")],
    );
    let people = [owner, other];
    let due = day("2026-12-01");
    for on in ["2026-11-27", "2026-12-09"] {
        assert!(planned(&known, &people, on).is_empty(), "{on}");
    }
    let before = planned(&known, &people, "2026-11-28");
    assert_eq!(before.len(), 1, "both in one letter");
    let occasions =
        |side| [Occasion::Measure(MeasureId(12), side, due), Occasion::Blocker(BlockerId(7), side, due)];
    assert_eq!(before[0].occasions, occasions(Side::Before));
    for on in ["2026-11-28", "2026-11-29", "2026-12-01"] {
        assert!(after(&known, &people, &before, on).is_empty(), "{on}");
    }
    let since = after(&known, &people, &before, "2026-12-02");
    assert_eq!((since.len(), &since[0].occasions[..]), (1, &occasions(Side::After)[..]));
    let both = [before, since].concat();
    assert!(after(&known, &people, &both, "2026-12-03").is_empty());

    // Another day is another occasion.
    let moved = with_due(&known, vec![measure(12, &people[0], "2026-12-04")], Vec::new());
    let told = after(&moved, &people, &both, "2026-12-03");
    assert_eq!(told[0].occasions, [Occasion::Measure(MeasureId(12), Side::Before, day("2026-12-04"))]);
}

#[test]
fn what_is_done_or_out_of_the_way_is_not_told() {
    let owner = person(1, &[Role::Viewer], &[]);
    let done = Measure {
        state: MeasureState::Dropped,
        ended_on: Some(day("2026-11-20")),
        ..measure(1, &owner, "2026-11-24")
    };
    let closing = Closing { on: day("2026-11-20"), resolution: "geliefert".into() };
    let closed = Blocker { closing: Some(closing), ..blocker(1, &owner, "2026-11-01", "2026-11-24") };
    let withdrawn =
        Blocker { withdrawn: Some("Irrtum".into()), ..blocker(2, &owner, "2026-11-01", "2026-11-24") };
    let known = with_due(&situation(&[]), vec![done], vec![closed, withdrawn]);
    assert!(planned(&known, &[owner], MONDAY).is_empty());
}
