//! The story holds together, whatever the day, and looks like the rollout it is to show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use crate::bavaria::{self as support, ars, slug};
use chrono::Datelike;
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Measure, Scope};
use domain::entry::TypedStatus;
use domain::register::facts;
use domain::rollout::{Actor, History, Retraction, RolloutEvent, RolloutKey, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{Day, Editions};
use store::HistoricEvent;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn until(last: &str) -> Vec<HistoricEvent> {
    let catalogue = support::catalogue();
    super::history(nothing_recorded().responsibilities(day(last)), &catalogue, day(last))
}

fn nothing_recorded() -> Situation {
    Situation::new(Arc::new(support::catalogue()), Arc::new(Editions::new([facts::bayern()])))
}

/// Everything there is to tell.
static ALL: LazyLock<Vec<HistoricEvent>> = LazyLock::new(|| until("2029-12-31"));
/// The day on which the figures of the mock-up stand.
static NOVEMBER: LazyLock<Vec<HistoricEvent>> = LazyLock::new(|| until("2026-11-23"));

fn rollout_event(id: i64, told: &HistoricEvent) -> RolloutEvent {
    RolloutEvent {
        id,
        rollout: told.rollout.clone(),
        entry: told.entry.clone(),
        recorded_at: told.recorded_at,
        actor: Actor { id: "demo".into(), name: "Vorführung".into() },
        batch: None,
        retraction: None,
    }
}

fn retraction(told: &HistoricEvent) -> Option<Retraction> {
    let (recorded_at, reason) = told.retracted.clone()?;
    Some(Retraction {
        recorded_at,
        actor: Actor { id: "demo".into(), name: "Vorführung".into() },
        reason,
        batch: None,
    })
}

fn situation(history: &[HistoricEvent]) -> Situation {
    let events = (0..).zip(history).map(|(id, told)| rollout_event(id, told)).collect();
    let retractions = (0..)
        .zip(history)
        .filter_map(|(id, told)| Some((told.rollout.clone(), id, retraction(told)?)))
        .collect();
    nothing_recorded().with_records(events, retractions)
}

fn per_rollout(history: &[HistoricEvent]) -> BTreeMap<&RolloutKey, Vec<&HistoricEvent>> {
    let mut rollouts = BTreeMap::<_, Vec<_>>::new();
    for told in history {
        rollouts.entry(&told.rollout).or_default().push(told);
    }
    rollouts
}

fn coverage(situation: &Situation, selection: &Selection, on: &str) -> Coverage {
    situation.coverage(selection, Scope::Within(ars("09")), Viewpoint::on(day(on)))
}

#[test]
fn an_earlier_day_tells_the_beginning() {
    for last in ["2025-09-30", "2025-10-31", "2026-01-21", "2026-06-15", "2026-11-23", "2027-03-01"] {
        let end = day(last).plus(1).start();
        let mut beginning: Vec<_> = ALL.iter().filter(|told| told.recorded_at < end).cloned().collect();
        for told in &mut beginning {
            told.retracted.take_if(|(at, _)| *at >= end);
        }
        assert!(until(last) == beginning, "{last}");
    }
    assert!(until("2025-09-30").is_empty());
    assert_eq!(Day::of(ALL[0].recorded_at).ymd(), (2025, 10, 6));
    assert!(Day::of(ALL[ALL.len() - 1].recorded_at) <= day("2027-09-30"));
}

#[test]
fn it_is_told_in_order_on_working_days_and_never_ahead() {
    assert!(ALL.is_sorted_by_key(|told| told.recorded_at));
    let moments: BTreeSet<_> = ALL.iter().map(|told| (&told.rollout, told.recorded_at)).collect();
    assert_eq!(moments.len(), ALL.len(), "the store finds an entry by rollout and time");
    for told in ALL.iter() {
        let recorded_on = Day::of(told.recorded_at);
        assert!(recorded_on.date().weekday().number_from_monday() <= 5, "{told:?}");
        assert!(!matches!(recorded_on.ymd(), (_, 12, 24..) | (_, 1, 1..=6)), "{told:?}");
        assert!(told.entry.effective_on <= recorded_on, "{told:?}");
        assert!(told.retracted.as_ref().is_none_or(|(at, _)| *at > told.recorded_at), "{told:?}");
    }
}

#[test]
fn the_form_would_have_taken_every_entry() {
    let text = |value: Option<String>| value.unwrap_or_default();
    for told in ALL.iter() {
        let entry = told.entry.clone();
        let typed = TypedStatus {
            stage: entry.stage.to_string(),
            effective_on: entry.effective_on.to_string(),
            planned_on: text(entry.planned_on.map(String::from)),
            vendor: text(entry.vendor),
            link: text(entry.link),
            note: text(entry.note),
        };
        assert_eq!(typed.read(Day::of(told.recorded_at)).as_ref(), Ok(&told.entry));
    }
}

#[test]
fn no_entry_contradicts_what_was_known_when_it_was_made() {
    for (rollout, told) in per_rollout(&ALL) {
        let mut history = History::default();
        let mut retractions: Vec<(i64, Retraction)> = Vec::new();
        for (id, told) in (0..).zip(told) {
            for (id, retraction) in retractions.extract_if(.., |due| due.1.recorded_at < told.recorded_at) {
                assert!(history.retract(id, retraction));
            }
            assert_eq!(history.contradicted_by(&told.entry), None, "{rollout:?}: {told:?}");
            history.insert(rollout_event(id, told));
            retractions.extend(retraction(told).map(|retraction| (id, retraction)));
        }
    }
}

#[test]
fn vendors_stay_links_come_with_going_live_and_plans_lie_ahead() {
    for (rollout, told) in per_rollout(&ALL) {
        let vendors: Vec<_> = told.iter().map(|told| &told.entry.vendor).collect();
        assert!(vendors.is_sorted(), "none, then always the same: {rollout:?} {vendors:?}");
        for pair in told.windows(2) {
            let (before, after) = (&pair[0].entry, &pair[1].entry);
            let Some(planned) = after.planned_on else { continue };
            assert!(after.stage != Stage::Live);
            if before.planned_on != Some(planned) && pair[0].retracted.is_none() {
                let ahead = planned.days_since(Day::of(pair[1].recorded_at));
                assert!((1..600).contains(&ahead), "{:?}", pair[1]);
                let weekday = planned.date().weekday().number_from_monday();
                assert!(weekday <= 5, "{:?}", pair[1]);
            }
        }
        for HistoricEvent { entry, .. } in told.iter().filter(|told| told.retracted.is_none()) {
            let Some(link) = &entry.link else { continue };
            assert!(matches!(entry.stage, Stage::Live | Stage::Suspended), "{entry:?}");
            assert!(link.starts_with("https://www.") && link.contains(".example/"), "{link}");
        }
    }
    let vendors: BTreeSet<_> = ALL.iter().filter_map(|told| told.entry.vendor.as_ref()).collect();
    assert!(vendors.len() > 5);
}

#[test]
fn coverage_is_that_of_the_story() {
    let situation = situation(&NOVEMBER);
    let commitment = |name| Selection::Commitment(slug(name));
    let service = |name| Selection::Service(slug(name));
    for (selection, january, november) in [
        (service("wohnsitzanmeldung"), 60..=100, 550..=620),
        (service("fuehrerschein"), 100..=180, 700..=780),
        (service("aufenthaltstitel"), 280..=370, 830..=900),
        (service("bauvorbescheid"), 250..=350, 810..=880),
        (service("baugenehmigung"), 250..=350, 820..=890),
        (commitment("bauen"), 250..=350, 810..=880),
        (service("waffenrecht"), 10..=60, 380..=450),
    ] {
        let share = |on| coverage(&situation, &selection, on).authorities.confirmed().permille();
        let (then, now) = (share("2026-01-21"), share("2026-11-23"));
        assert!(january.contains(&then), "{selection:?} on 21.01.2026: {then}");
        assert!(november.contains(&now), "{selection:?} on 23.11.2026: {now}");
    }
    let total =
        |on| coverage(&situation, &Selection::Total, on).of(Measure::Inhabitants).confirmed().permille();
    assert!((10..=50).contains(&total("2026-01-21")), "{}", total("2026-01-21"));
    assert!((290..=370).contains(&total("2026-11-23")), "{}", total("2026-11-23"));
    let registration = coverage(&situation, &service("wohnsitzanmeldung"), "2026-11-23");
    assert!(
        registration.inhabitants.confirmed().permille() > registration.authorities.confirmed().permille()
    );

    let on = Viewpoint::on(day("2026-11-23"));
    let stages = situation.stages(on);
    let unknown = stages.iter().filter(|stage| **stage == Stage::Unknown).count();
    assert!((39..=60).contains(&unknown), "2 to 3 % of {}: {unknown}", stages.len());
    for stage in Stage::ALL {
        assert!(stages.contains(&stage), "{stage}");
    }
}

#[test]
fn it_goes_on_after_the_deadline_and_slows_down() {
    let situation = situation(&ALL);
    let selection = Selection::Service(slug("wohnsitzanmeldung"));
    let live = |on| coverage(&situation, &selection, on).authorities.live;
    let spring = live("2026-07-01") - live("2026-03-01");
    let next_spring = live("2027-07-01") - live("2027-03-01");
    assert!(next_spring > 20 && next_spring * 2 < spring, "{spring}, then {next_spring}");
    let august = live("2026-08-31") - live("2026-08-01");
    assert!(august * 8 < spring, "{august} in August, {spring} in four months of spring");
}

#[test]
fn pilots_are_first() {
    let situation = situation(&NOVEMBER);
    let total = |scope, on| {
        let coverage = situation.coverage(&Selection::Total, scope, Viewpoint::on(day(on)));
        coverage.inhabitants.confirmed().permille()
    };
    for on in ["2026-01-21", "2026-04-01", "2026-07-01", "2026-11-23"] {
        assert!(total(Scope::Pilots, on) > 2 * total(Scope::NotPilots, on), "{on}");
    }
}

#[test]
fn vendors_go_live_in_waves() {
    let mut weeks = BTreeMap::<_, usize>::new();
    for (rollout, history) in situation(&NOVEMBER).histories() {
        if let Some(since) = history.live_since(Viewpoint::on(day("2026-11-23")))
            && rollout.service == slug("wohnsitzanmeldung")
            && since.ymd().0 == 2026
        {
            *weeks.entry(since.date().iso_week()).or_default() += 1;
        }
    }
    let mut starts: Vec<_> = weeks.into_values().collect();
    starts.sort_unstable();
    let (median, largest) = (starts[starts.len() / 2], starts[starts.len() - 1]);
    assert!(largest > 4 * median, "{starts:?}");
}

#[test]
fn there_is_something_of_everything() {
    let count = |which: &dyn Fn(&HistoricEvent) -> bool| NOVEMBER.iter().filter(|told| which(told)).count();
    assert!((8_000..=14_000).contains(&NOVEMBER.len()), "{}", NOVEMBER.len());
    let retracted = count(&|told| told.retracted.is_some());
    assert!((5..=40).contains(&retracted), "{retracted}");
    let notes = count(&|told| told.entry.note.is_some());
    assert!((10..=20).contains(&(notes * 100 / NOVEMBER.len())), "{notes}");
    let texts: BTreeSet<_> = NOVEMBER.iter().filter_map(|told| told.entry.note.as_ref()).collect();
    assert!(texts.len() > 200, "{}", texts.len());

    let today = day("2026-11-23");
    let (mut back_dated, mut moved, mut resumed, mut passed, mut confirmed) = (0, 0, 0, 0, 0);
    for told in per_rollout(&NOVEMBER).into_values() {
        for pair in told.windows(2) {
            let (before, after) = (&pair[0].entry, &pair[1].entry);
            let late = Day::of(pair[1].recorded_at).days_since(after.effective_on);
            back_dated += usize::from(after.effective_on < before.effective_on && late > 14);
            resumed += usize::from(before.stage == Stage::Suspended && after.stage == Stage::Live);
            let same_stage = before.stage == after.stage;
            moved += usize::from(
                same_stage && before.planned_on.is_some() && after.planned_on > before.planned_on,
            );
            confirmed += usize::from(same_stage && before.effective_on == after.effective_on);
        }
        let last = told[told.len() - 1];
        passed += usize::from(last.entry.planned_on.is_some_and(|planned| planned < today));
    }
    assert!(back_dated > 20, "{back_dated}");
    assert!(moved > 200, "{moved}");
    assert!(resumed > 10, "{resumed}");
    assert!(passed > 30, "{passed}");
    assert!(confirmed > 2_000, "{confirmed}");
}
