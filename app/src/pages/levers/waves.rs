//! Whom to help first, with so many teams.

use domain::Day;
use domain::coverage::{Coverage, Measure, Share};
use domain::waves::{Capacity, Gain, Plan, Work};
use leptos::prelude::*;
use leptos_meta::Title;

use super::super::insight::InsightNav;
use super::lever_filter;
use crate::components::{Column, Downloads, FilterNotice, Lineage, Table, scopes, selections};
use crate::context::{Page, page};
use crate::figures::Filter;
use crate::{format, urls, words};

/// More of anything than this is a slip of the keyboard.
const MOST: u32 = 500;
/// Further teams of which is told what they would bring.
const MORE_TEAMS: u32 = 3;
/// Nobody plans farther ahead, in weeks.
const MOST_WEEKS: i64 = 260;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What is looked at, as of today; its measure is what is to be brought as far as possible.
    pub filter: Filter,
    /// Parameters that could not be used.
    pub ignored: Vec<&'static str>,
    /// How much can be done.
    pub capacity: Capacity,
    /// The day by which it is to be done.
    pub due: Day,
    /// Whether authorities are left out that something holds up.
    pub without_blocked: bool,
}

impl Asked {
    /// Whole weeks from today.
    #[must_use]
    pub fn weeks(&self) -> u32 {
        let weeks = self.due.days_since(self.filter.viewpoint.on).div_euclid(7).clamp(0, MOST_WEEKS);
        u32::try_from(weeks).unwrap_or(0)
    }

    /// The last day of a week, counted from 0.
    #[must_use]
    pub fn last_day(&self, week: usize) -> Day {
        self.filter.viewpoint.on.plus(7 * (i64::try_from(week).unwrap_or(MOST_WEEKS) + 1))
    }

    /// The address of a page or a sheet that asks the same.
    fn address(&self, page: &Page, path: &str) -> String {
        let filtered = self.filter.url(path, &page.situation.catalogue().land, page.today());
        let slots = self.capacity.vendor_slots.map(|slots| slots.to_string()).unwrap_or_default();
        let asked = urls::with_query(
            "",
            &[
                ("teams", &self.capacity.teams.to_string()),
                ("je-woche", &self.capacity.per_week.to_string()),
                ("plaetze", &slots),
                ("bis", &self.due.to_string()),
                ("ohne-hindernis", if self.without_blocked { "ja" } else { "" }),
            ],
        );
        match filtered.split_once('?') {
            Some((path, query)) => format!("{path}{asked}&{query}"),
            None => format!("{filtered}{asked}"),
        }
    }
}

/// Reads what is asked for. What cannot be read is as usual, and named.
#[must_use]
pub fn asked(page: &Page) -> Asked {
    let (filter, mut ignored) = lever_filter(page);
    let mut number = |name: &'static str, usual: Option<u32>| {
        let text = page.parameter(name);
        let found = text.parse().ok().filter(|number| (1..=MOST).contains(number));
        if found.is_none() && !text.is_empty() {
            ignored.push(name);
        }
        found.or(usual)
    };
    let (teams, per_week) = (number("teams", Some(3)), number("je-woche", Some(4)));
    let vendor_slots = number("plaetze", None);
    let today = page.today();
    let text = page.parameter("bis");
    let due = text.parse::<Day>().ok().filter(|due| *due > today);
    if due.is_none() && !text.is_empty() {
        ignored.push("bis");
    }
    let target = page.situation.catalogue().target.map(|target| target.due).filter(|due| *due > today);
    Asked {
        filter,
        ignored,
        capacity: Capacity { teams: teams.unwrap_or(1), per_week: per_week.unwrap_or(1), vendor_slots },
        due: due.or(target).unwrap_or(today.plus(12 * 7)),
        without_blocked: page.parameter("ohne-hindernis") == "ja",
    }
}

/// `/hebel/wellen`
#[component]
pub(in crate::pages) fn WavesPage() -> impl IntoView {
    let page = page();
    let asked = asked(&page);
    let work = page.figures.work(&page.situation, page.version, &asked.filter, asked.without_blocked);
    let plan = work.plan(asked.filter.measure, asked.capacity, asked.weeks());
    let scope = page.register().get(&asked.filter.scope).map(words::full_name).unwrap_or_default();
    view! {
        <Title text="Wellenplan" />
        <InsightNav page=page.clone() here=urls::WAVES />
        <div class="lb-head">
            <div>
                <h1>"Wellenplan"</h1>
                <p>{format!("{scope} · {} bis {}", format::day(page.today()), format::day(asked.due))}</p>
            </div>
        </div>
        {form(&page, &asked)}
        <FilterNotice ignored=asked.ignored.clone() />
        {if work.jobs.is_empty() {
            let left_out = (work.left_out > 0).then(|| left_out(&work));
            view! {
                <section class="lb-card" aria-label="Nichts zu planen">
                    <h2>"Hier ist nichts zu planen"</h2>
                    <p>{left_out.unwrap_or_else(|| "Alle Behörden dieser Auswahl sind live.".to_owned())}</p>
                </section>
            }
                .into_any()
        } else if asked.weeks() == 0 {
            view! {
                <section class="lb-card" aria-label="Keine Woche mehr">
                    <h2>"Bis dahin ist keine volle Woche mehr"</h2>
                    <p>"Wählen Sie einen späteren Tag."</p>
                </section>
            }
                .into_any()
        } else {
            let coverage = page.situation.coverage(&asked.filter.selection, asked.filter.scope(), asked.filter.viewpoint);
            view! {
                {result(&page, &asked, &work, &plan, &coverage)}
                <div class="lb-grid">{teams(&asked, &work, &plan)}</div>
                {weeks(&page, &asked, &work, &plan, &coverage)}
            }
                .into_any()
        }}
    }
}

fn form(page: &Page, asked: &Asked) -> impl IntoView + use<> {
    let measures = [Measure::Inhabitants, Measure::Communes, Measure::Authorities]
        .map(|measure| {
            let value = if measure == Measure::Inhabitants { "" } else { words::measure_slug(measure) };
            view! { <option value=value selected=asked.filter.measure == measure>{words::measure(measure)}</option> }
        })
        .collect_view();
    let number = |name: &'static str, label: &'static str, value: String, hint: &'static str| {
        view! {
            <div>
                <label for=name>{label}</label>
                <input type="number" id=name name=name min="1" max=MOST.to_string() value=value placeholder=hint />
            </div>
        }
    };
    let slots = asked.capacity.vendor_slots.map(|slots| slots.to_string()).unwrap_or_default();
    view! {
        <form class="lb-filter" method="get" action=urls::WAVES>
            {number("teams", "Teams", asked.capacity.teams.to_string(), "")}
            {number("je-woche", "Behörden je Team und Woche", asked.capacity.per_week.to_string(), "")}
            {number("plaetze", "Plätze je Hersteller und Woche", slots, "beliebig viele")}
            <div>
                <label for="bis">"Bis"</label>
                <input type="date" id="bis" name="bis" min=page.today().plus(7).to_string() value=asked.due.to_string() />
            </div>
            <div>
                <label for="gemessen">"Möglichst viele"</label>
                <select id="gemessen" name="gemessen">{measures}</select>
            </div>
            {selections(page, &asked.filter)}
            {scopes(page, &asked.filter)}
            <div>
                <label for="ohne-hindernis">"Aufgehaltene Behörden"</label>
                <select id="ohne-hindernis" name="ohne-hindernis">
                    <option value="">"einplanen"</option>
                    <option value="ja" selected=asked.without_blocked>"auslassen"</option>
                </select>
            </div>
            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Planen"</span></button>
        </form>
    }
}

/// The share that would be live with what is gained.
fn reached(coverage: &Coverage, gained: Gain, measure: Measure) -> Share {
    let count = coverage.of(measure);
    Share { part: (count.live + gained.of(measure)).min(count.total), whole: count.total }
}

fn left_out(work: &Work) -> String {
    format!(
        "{} nicht eingeplant, weil ein Hindernis offen ist.",
        format::counted(work.left_out, "Eine Behörde ist", "Behörden sind")
    )
}

fn result(
    page: &Page,
    asked: &Asked,
    work: &Work,
    plan: &Plan,
    coverage: &Coverage,
) -> impl IntoView + use<> {
    let measure = asked.filter.measure;
    let gained = plan.gained();
    let teams = u64::from(asked.capacity.teams);
    let sentence = format!(
        "{} in {} bis zum {} {} live. Damit kommen {} und {} dazu; der Anteil der {} steigt von {} auf {}.",
        if teams == 1 {
            "Ein Team bringt".to_owned()
        } else {
            format!("{} bringen", format::counted(teams, "", "Teams"))
        },
        format::counted(u64::from(asked.weeks()), "einer Woche", "Wochen"),
        format::day(asked.due),
        format::counted(gained.authorities, "eine Behörde", "Behörden"),
        format::counted(gained.communes, "eine Kommune", "Kommunen"),
        format::counted(gained.inhabitants, "ein Mensch", "Menschen"),
        words::measure(measure),
        format::share(coverage.of(measure).confirmed()),
        format::share(reached(coverage, plan.gained(), measure)),
    );
    let open = work.jobs.len() - plan.jobs();
    let rest = if open == 0 {
        "Damit ist jede eingeplante Behörde an der Reihe gewesen.".to_owned()
    } else {
        format!(
            "{} danach noch offen.",
            format::counted(open as u64, "Eine Behörde bleibt", "Behörden bleiben")
        )
    };
    let sheet = asked.address(page, urls::sheets::WAVES);
    let rows = asked.filter.url(urls::SERVICES, &page.situation.catalogue().land, page.today());
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-plan">
            <h2 id="ueberschrift-plan">"Was der Plan bringt"</h2>
            <p class="lb-say">{sentence}</p>
            <p class="lb-sub">
                {rest} " " {(work.left_out > 0).then(|| left_out(work))}
                " Ein Team bringt eine Behörde mit allem live, was ihr in dieser Auswahl fehlt. Das ist eine Annahme, keine Vorhersage."
            </p>
            <Downloads sheet=sheet.clone() what="Wellenplan" />
            <Lineage
                page=page.clone()
                filter=asked.filter.clone()
                path=asked.address(page, urls::WAVES)
                figure="Wellenplan"
                rows=(rows, "die Stände der Behörden".to_owned())
                how="Zuerst kommen die Bündel von Behörden, die je Behörde die meisten Menschen vollständig versorgen; ein Landratsamt zählt mit den Kommunen, die nach ihm nur noch sich selbst brauchen. Wo ein Bündel endet, gibt es ohne Plätze je Hersteller keine bessere Auswahl; dazwischen fehlt höchstens, was das begonnene Bündel bringt. Unbekannt zählt als nicht live."
                sheet
            />
        </section>
    }
}

/// What each further team would bring.
fn teams(asked: &Asked, work: &Work, plan: &Plan) -> impl IntoView + use<> {
    let measure = asked.filter.measure;
    let with = |teams| work.plan(measure, Capacity { teams, ..asked.capacity }, asked.weeks());
    let now = asked.capacity.teams;
    let first = now.saturating_sub(1).max(1);
    let plans: Vec<(u32, Plan)> = (first..=now + MORE_TEAMS)
        .map(|teams| (teams, if teams == now { plan.clone() } else { with(teams) }))
        .collect();
    let one_more = plans
        .iter()
        .find(|(teams, _)| *teams == now + 1)
        .map_or(0, |(_, more)| more.gained().of(measure).saturating_sub(plan.gained().of(measure)));
    let sentence = match one_more {
        0 => "Ein weiteres Team brächte bis dahin nichts mehr.".to_owned(),
        more => {
            let (one, many) = words::measure_forms(measure);
            format!("Ein weiteres Team brächte {} mehr.", format::counted(more, one, many))
        }
    };
    let rows = plans
        .iter()
        .map(|(teams, plan)| {
            let gained = plan.gained();
            let name = if *teams == now { format!("{teams} (gewählt)") } else { teams.to_string() };
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{name}</th>
                    <td role="cell" class="lb-num" data-label="Behörden">{format!("+{}", format::number(gained.authorities))}</td>
                    <td role="cell" class="lb-num" data-label="Kommunen">{format!("+{}", format::number(gained.communes))}</td>
                    <td role="cell" class="lb-num" data-label="Menschen">{format!("+{}", format::number(gained.inhabitants))}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Teams"),
        Column::number("Behörden"),
        Column::number("Kommunen"),
        Column::number("Menschen"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-teams">
            <h2 id="ueberschrift-teams">"Was ein Team mehr bringt"</h2>
            <p class="lb-say">{sentence}</p>
            <Table heading="ueberschrift-teams" columns>{rows}</Table>
        </section>
    }
}

fn weeks(page: &Page, asked: &Asked, work: &Work, plan: &Plan, coverage: &Coverage) -> impl IntoView + use<> {
    let measure = asked.filter.measure;
    let rows = plan
        .waves
        .iter()
        .enumerate()
        .map(|(week, wave)| {
            let share = reached(coverage, wave.gained, measure);
            let names = wave
                .jobs
                .iter()
                .map(|job| {
                    let authority = work.jobs[*job].authority;
                    view! { <li><a href=urls::body(&authority)>{page.authority_name(&authority)}</a></li> }
                })
                .collect_view();
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{format!("bis {}", format::day(asked.last_day(week)))}</th>
                    <td role="cell" data-label="Behörden">
                        <details>
                            <summary>{format::counted(wave.jobs.len() as u64, "eine Behörde", "Behörden")}</summary>
                            <ol class="lb-list">{names}</ol>
                        </details>
                    </td>
                    <td role="cell" class="lb-num" data-label="Kommunen">{format!("+{}", format::number(wave.gained.communes))}</td>
                    <td role="cell" class="lb-num" data-label="Menschen">{format!("+{}", format::number(wave.gained.inhabitants))}</td>
                    <td role="cell" class="lb-num" data-label="Anteil">{format::share(share)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Woche"),
        Column::text("Behörden"),
        Column::number("Kommunen"),
        Column::number("Menschen"),
        Column::number(format!("Anteil der {}", words::measure(measure))),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-wochen">
            <h2 id="ueberschrift-wochen">"Woche für Woche"</h2>
            <p class="lb-sub">"Kommunen, Menschen und Anteil jeweils seit heute, am Ende der Woche. Aufgeklappt stehen die Behörden in der vorgeschlagenen Reihenfolge."</p>
            <Table heading="ueberschrift-wochen" columns>{rows}</Table>
        </section>
    }
}
