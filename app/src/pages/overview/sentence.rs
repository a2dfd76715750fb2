//! The sentence before the chart: how far from the path, and how much was gained lately.

use std::cmp::Ordering;

use domain::coverage::Measure;
use domain::target::Path;

use super::Shared;
use crate::context::Page;
use crate::figures::Filter;
use crate::{format, words};

/// What the chart says, in two or three sentences.
pub(in crate::pages) fn of(page: &Page, filter: &Filter, overview: &Shared) -> String {
    let measure = filter.measure;
    let on = filter.viewpoint.on;
    let is_today = on == page.today();
    let now = overview.headline.now.of(measure);
    let gained = gained(overview.headline.before.of(measure).live, now.live, measure, is_today);
    let Some((due, share)) = overview.series.path.as_ref().map(Path::end) else { return gained };
    let (goal, due) = (format::fraction(share), format::day(due));
    let Some(expected) = overview.series.expected else {
        return format!("Ziel sind {goal} am {due}. {gained}");
    };
    if overview.headline.now.is_complete() {
        return format!("Das Ziel ist erreicht: Die Abdeckung ist flächendeckend. {gained}");
    }
    if let Some(at_due) = overview.series.at_due {
        let then = format::share(at_due);
        return if at_due.fraction() >= share {
            format!("Das Ziel war am {due} erreicht, seitdem ist die Abdeckung zurückgegangen. {gained}")
        } else {
            format!("Das Ziel ist verfehlt: Am {due} sollten es {goal} sein, es waren {then}. {gained}")
        };
    }
    let side = if now.confirmed().fraction() >= expected { "über" } else { "unter" };
    let expected = format::fraction(expected);
    if is_today {
        format!(
            "Auf dem Weg zu {goal} am {due} müssten es heute {expected} sein: \
             Der Stand liegt {side} dem Zielpfad. {gained}"
        )
    } else {
        format!(
            "Auf dem Weg zu {goal} am {due} hätten es an diesem Tag {expected} sein müssen: \
             Der Stand lag {side} dem Zielpfad. {gained}"
        )
    }
}

fn gained(before: u64, now: u64, measure: Measure, is_today: bool) -> String {
    let span = if is_today { "In den letzten vier Wochen" } else { "In den vier Wochen davor" };
    let (one, many) = words::measure_forms(measure);
    let difference = now.abs_diff(before);
    let what = format::counted(difference, one, many);
    match now.cmp(&before) {
        Ordering::Equal => format!("{span} kam nichts hinzu."),
        Ordering::Greater => {
            format!("{span} {} {what} hinzu.", if difference == 1 { "kam" } else { "kamen" })
        }
        Ordering::Less => {
            format!("{span} {} {what} zurück.", if difference == 1 { "fiel" } else { "fielen" })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_agree_with_their_verbs() {
        let told = |before, now| gained(before, now, Measure::Authorities, true);
        assert_eq!(told(4, 5), "In den letzten vier Wochen kam eine Behörde hinzu.");
        assert_eq!(told(4, 57), "In den letzten vier Wochen kamen 53\u{a0}Behörden hinzu.");
        assert_eq!(told(4, 4), "In den letzten vier Wochen kam nichts hinzu.");
        assert_eq!(told(4, 3), "In den letzten vier Wochen fiel eine Behörde zurück.");
        assert_eq!(
            gained(9, 2, Measure::Communes, false),
            "In den vier Wochen davor fielen 7\u{a0}Kommunen zurück."
        );
    }
}
