//! What lies in a Kreis, a VG or a Regierungsbezirk.

use domain::Level;
use domain::body::{Body, BodyKind};
use domain::catalogue::Selection;
use domain::coverage::Scope;
use domain::rollout::Viewpoint;
use leptos::prelude::*;

use crate::components::{Column, Downloads, Table};
use crate::context::Page;
use crate::{format, urls, words};

#[component]
pub(super) fn MembersCard(page: Page, body: Body) -> AnyView {
    (body.ars.level() != Level::Commune)
        .then(|| {
            let register = page.register();
            let heading = match body.ars.level() {
                Level::Land => "Regierungsbezirke",
                Level::Regierungsbezirk => "Kreise",
                _ => "Kommunen",
            };
            let commitments = page.situation.catalogue().commitments.clone();
            let rows = member_coverage(&page, &body)
                .iter()
                .map(|(member, is_covered)| {
                    let missing: Vec<_> = commitments
                        .iter()
                        .zip(is_covered)
                        .filter(|(_, is_covered)| !**is_covered)
                        .map(|(commitment, _)| commitment.name.as_str())
                        .collect();
                    // With most of them missing a list would say less than the number does.
                    let missing =
                        (1..=2).contains(&missing.len()).then(|| format!("fehlt: {}", missing.join(", ")));
                    let live = is_covered.iter().filter(|is_covered| **is_covered).count();
                    let verband = register
                        .verband_of(&member.ars)
                        .filter(|verband| verband.ars != body.ars)
                        .map(words::full_name);
                    view! {
                        <tr role="row">
                            <th role="rowheader" scope="row">
                                <a href=urls::body(&member.ars)>{words::full_name(member)}</a>
                                {verband.map(|verband| view! { <small>{verband}</small> })}
                            </th>
                            <td role="cell" class="lb-num" data-label="Menschen">
                                {format::number(register.inhabitants_within(&member.ars))}
                            </td>
                            <td role="cell" class="lb-num" data-label="Zusagen vollständig online">
                                <span>
                                    {format!("{live} von {}", commitments.len())}
                                    {missing.map(|missing| view! { <small>{missing}</small> })}
                                </span>
                            </td>
                        </tr>
                    }
                })
                .collect_view();
            let columns = vec![
                Column::text("Name"),
                Column::number("Menschen"),
                Column::number("Zusagen vollständig online"),
            ];
            view! {
                <section class="lb-card" aria-labelledby="ueberschrift-mitglieder">
                    <h2 id="ueberschrift-mitglieder">{heading}</h2>
                    <Table heading="ueberschrift-mitglieder" columns>{rows}</Table>
                    <Downloads sheet=urls::sheets::members(&body.ars) what=heading />
                </section>
            }
        })
        .into_any()
}

/// What lies in the body, by name, and for each commitment whether every commune there has it.
#[must_use]
pub fn member_coverage(page: &Page, body: &Body) -> Vec<(Body, Vec<bool>)> {
    let mut members: Vec<Body> = match body.ars.level() {
        Level::Land => of_kind(page, body, &[BodyKind::Regierungsbezirk]),
        Level::Regierungsbezirk => of_kind(page, body, &[BodyKind::Landkreis, BodyKind::KreisfreieStadt]),
        Level::Commune => Vec::new(),
        _ => page.register().communes_within(&body.ars).cloned().collect(),
    };
    members.sort_by_cached_key(|member| domain::text::sort_key(&member.name));
    let commitments = &page.situation.catalogue().commitments;
    let wanted: Vec<_> = members
        .iter()
        .flat_map(|member| {
            commitments
                .iter()
                .map(|commitment| (Selection::Commitment(commitment.slug.clone()), Scope::Within(member.ars)))
        })
        .collect();
    let coverages = page.situation.coverages(&wanted, Viewpoint::on(page.today()));
    let covered = coverages.chunks(commitments.len().max(1)).map(|of| of.iter().map(is_covered).collect());
    members.into_iter().zip(covered).collect()
}

fn of_kind(page: &Page, scope: &Body, kinds: &[BodyKind]) -> Vec<Body> {
    page.register().within(&scope.ars).filter(|body| kinds.contains(&body.kind)).cloned().collect()
}

/// Whether every commune there has it.
fn is_covered(coverage: &domain::coverage::Coverage) -> bool {
    coverage.communes.total > 0 && coverage.communes.live == coverage.communes.total
}
