//! The Lagebild: where does the Land stand?

mod blockers;
pub(super) mod commitments;
pub(super) mod findings;
pub(super) mod headline;
pub(super) mod latest;
pub(super) mod parts;
pub(super) mod sentence;

use domain::Day;
use domain::body::{Body, BodyKind};
use domain::catalogue::Catalogue;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{FilterBar, FilterNotice, PastNotice};
use crate::context::page;
use crate::figures::Overview;
use crate::pages::briefing::ToPaper;
use crate::{format, urls};

#[component]
pub(super) fn OverviewPage() -> impl IntoView {
    let page = page();
    let catalogue = page.situation.catalogue().clone();
    let register = page.register();
    let today = page.today();
    let (filter, ignored) = page.filter();
    let overview = page.figures.overview(&page.situation, page.version, today, &filter);
    let scope = register.get(&filter.scope).cloned();
    let title =
        scope.as_ref().map_or_else(|| "Wo stehen wir?".into(), |body| format!("Wo steht {}?", place(body)));
    let deadline = deadline(&catalogue, filter.viewpoint.on);
    let stand = if filter.viewpoint.on == today {
        format!("Stand {}, {}", format::day(today), format::time(page.now))
    } else {
        format!("Stand {}", format::day(filter.viewpoint.on))
    };
    view! {
        <Title text=title.clone() />
        <div class="lb-head">
            <div>
                <h1>{title}</h1>
                <p>{stand} {deadline.map(|deadline| format!(" · {deadline}"))}</p>
            </div>
            <div class="lb-links"><ToPaper page=page.clone() filter=filter.clone() /></div>
        </div>
        <FilterBar page=page.clone() filter=filter.clone() path=urls::OVERVIEW chooses_selection=true />
        <FilterNotice ignored />
        <PastNotice filter=filter.clone() page=page.clone() path=urls::OVERVIEW />
        <div class="lb-grid lb-grid--lead">
            <headline::HeadlineCard page=page.clone() filter=filter.clone() overview=overview.clone() />
            <headline::MeasuresCard page=page.clone() filter=filter.clone() overview=overview.clone() />
        </div>
        <div class="lb-grid lb-grid--news">
            <blockers::BlockersCard page=page.clone() filter=filter.clone() overview=overview.clone() />
            <findings::FindingsCard page=page.clone() scope=filter.scope />
            <latest::LatestCard overview=overview.clone() filter=filter.clone() page=page.clone() />
        </div>
        <parts::PilotsCard page=page.clone() filter=filter.clone() overview=overview.clone() />
        <commitments::CommitmentsCard filter=filter.clone() overview=overview.clone() page=page.clone() />
        <parts::PartsCard filter overview page />
    }
}

/// The name of a place within a sentence.
fn place(body: &Body) -> String {
    match body.kind {
        BodyKind::Landkreis => format!("der Landkreis {}", body.name),
        BodyKind::Verwaltungsgemeinschaft => format!("die VG {}", body.name),
        BodyKind::KreisfreieStadt => format!("die Stadt {}", body.name),
        _ => body.name.clone(),
    }
}

/// How far the target is from the shown day, where there is a target.
pub(super) fn deadline(catalogue: &Catalogue, on: Day) -> Option<String> {
    catalogue.target.map(|target| until(target.due.days_since(on), target.due))
}

fn until(days_left: i64, due: Day) -> String {
    let due = format::day(due);
    match days_left {
        1 => format!("noch ein Tag bis zum Ziel am {due}"),
        0 => format!("Zieltag ist der {due}"),
        days if days > 0 => format!("noch {days} Tage bis zum Ziel am {due}"),
        -1 => format!("einen Tag nach dem Ziel vom {due}"),
        days => format!("{} Tage nach dem Ziel vom {due}", -days),
    }
}

/// The figures that the card needs are shared, not copied.
type Shared = std::sync::Arc<Overview>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_to_the_target_are_told_before_on_and_after_it() {
        let told = |days| until(days, "2026-12-31".parse().unwrap());
        assert_eq!(told(38), "noch 38 Tage bis zum Ziel am 31.12.2026");
        assert_eq!(told(1), "noch ein Tag bis zum Ziel am 31.12.2026");
        assert_eq!(told(0), "Zieltag ist der 31.12.2026");
        assert_eq!(told(-1), "einen Tag nach dem Ziel vom 31.12.2026");
        assert_eq!(told(-20), "20 Tage nach dem Ziel vom 31.12.2026");
    }
}
