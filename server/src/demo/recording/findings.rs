//! What the workshops found.

mod texts;

use chrono::Duration;
use domain::blocker::Severity;
use domain::catalogue::Catalogue;
use domain::workshop::{FindingKind, Verdict};

use self::texts::{FINDINGS, Said};
use super::workshops::held;
use super::{Deed, Line, Told};
use crate::demo::calendar::{at_work, working_day};
use crate::demo::chance::Chance;

/// What became of a finding.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// Nobody has looked at it.
    Left,
    Checked,
    Adopted,
    Rejected,
    /// Says the same as the finding at that place, from 1.
    SameAs(usize),
}

pub(super) fn all(catalogue: &Catalogue) -> Vec<Told> {
    (1..).zip(FINDINGS).flat_map(|(place, said)| of(place, said, catalogue)).collect()
}

/// The name of the finding at this place, from 1.
pub(super) fn key(place: usize) -> String {
    format!("demonstration-{place:03}")
}

fn of(place: usize, said: &Said, catalogue: &Catalogue) -> Vec<Told> {
    let (title, held_on) = held(said.workshop);
    let key = key(place);
    let mut chance = Chance::of(&["finding", &key]);
    let in_workshop = FINDINGS[..place - 1].iter().filter(|other| other.workshop == said.workshop).count();
    let minute = i64::try_from(in_workshop).unwrap_or_default() * 17 + chance.between(0..=11);
    let line = Line {
        key: key.clone(),
        workshop: title,
        words: said.words,
        kind: said.kind,
        criterion: said.criterion,
        severity: said.severity,
        recommendation: said.recommendation,
        services: catalogue
            .services
            .iter()
            .filter(|service| said.services.contains(&service.slug.as_str()))
            .map(|service| service.slug.clone())
            .collect(),
        bodies: said.bodies.iter().filter_map(|key| key.parse().ok()).collect(),
    };
    let typed_at = held_on.start() + Duration::minutes(9 * 60 + 50 + minute);
    let mut told = vec![Told { at: typed_at, deed: Deed::Find(Box::new(line)) }];
    let looked_at = at_work(working_day(held_on.plus(chance.between(2..=16))), &mut chance);
    let judge = |verdict| Deed::Judge { key: key.clone(), verdict };
    let deed = match said.fate {
        Fate::Left => return told,
        Fate::Checked => judge(Verdict::Checked),
        Fate::Adopted => judge(Verdict::Adopted),
        Fate::Rejected => judge(Verdict::Rejected),
        Fate::SameAs(other) => Deed::Merge { key, into: self::key(other) },
    };
    told.push(Told { at: looked_at, deed });
    told
}

const fn said(
    workshop: usize,
    kind: FindingKind,
    criterion: i64,
    words: &'static str,
    bodies: &'static [&'static str],
    fate: Fate,
) -> Said {
    let severity = match kind {
        FindingKind::Obstacle => Some(Severity::Medium),
        _ => None,
    };
    Said { workshop, kind, criterion, words, bodies, fate, severity, recommendation: None, services: &[] }
}
