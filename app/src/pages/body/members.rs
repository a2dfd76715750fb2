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

/// One body of those that lie in another.
pub(in crate::pages) struct Member {
    /// The body.
    pub(in crate::pages) body: Body,
    /// How many live there.
    pub(in crate::pages) inhabitants: u64,
    /// The VG that it belongs to, where that is not what it is shown in.
    pub(in crate::pages) verband: Option<String>,
    /// How many commitments are online everywhere in it.
    pub(in crate::pages) live: usize,
    /// What is missing, where that is told in a few words.
    pub(in crate::pages) missing: Option<String>,
}

/// What the members are, and each with how far it is. For a commune there are none.
pub(in crate::pages) fn members(
    page: &Page,
    body: &Body,
    viewpoint: Viewpoint,
) -> (&'static str, Vec<Member>) {
    let register = page.situation.responsibilities(viewpoint.on).register();
    let heading = match body.ars.level() {
        Level::Land => "Regierungsbezirke",
        Level::Regierungsbezirk => "Kreise",
        _ => "Kommunen",
    };
    let commitments = &page.situation.catalogue().commitments;
    let members = member_coverage(page, body, viewpoint)
        .into_iter()
        .map(|(member, is_covered)| {
            let missing: Vec<_> = commitments
                .iter()
                .zip(is_covered)
                .filter(|(_, is_covered)| !*is_covered)
                .map(|(commitment, _)| commitment.name.as_str())
                .collect();
            let verband = register.verband_of(&member.ars).filter(|verband| verband.ars != body.ars);
            Member {
                inhabitants: register.inhabitants_within(&member.ars),
                verband: verband.map(words::full_name),
                live: commitments.len() - missing.len(),
                // With most of them missing a list would say less than the number does.
                missing: (1..=2).contains(&missing.len()).then(|| format!("fehlt: {}", missing.join(", "))),
                body: member,
            }
        })
        .collect();
    (heading, members)
}

#[component]
pub(super) fn MembersCard(page: Page, body: Body) -> AnyView {
    let (heading, members) = members(&page, &body, page.situation.viewpoint(page.today()));
    let commitments = page.situation.catalogue().commitments.len();
    (body.ars.level() != Level::Commune)
        .then(|| {
            let rows = members
                .into_iter()
                .map(|member| {
                    view! {
                        <tr role="row">
                            <th role="rowheader" scope="row">
                                <a href=urls::body(&member.body.ars)>{words::full_name(&member.body)}</a>
                                {member.verband.map(|verband| view! { <small>{verband}</small> })}
                            </th>
                            <td role="cell" class="lb-num" data-label="Menschen">
                                {format::number(member.inhabitants)}
                            </td>
                            <td role="cell" class="lb-num" data-label="Zusagen vollständig online">
                                <span>
                                    {format!("{} von {commitments}", member.live)}
                                    {member.missing.map(|missing| view! { <small>{missing}</small> })}
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
pub fn member_coverage(page: &Page, body: &Body, viewpoint: Viewpoint) -> Vec<(Body, Vec<bool>)> {
    let register = page.situation.responsibilities(viewpoint.on).register();
    let of_kind = |kinds: &[BodyKind]| -> Vec<Body> {
        register.within(&body.ars).filter(|body| kinds.contains(&body.kind)).cloned().collect()
    };
    let mut members: Vec<Body> = match body.ars.level() {
        Level::Land => of_kind(&[BodyKind::Regierungsbezirk]),
        Level::Regierungsbezirk => of_kind(&[BodyKind::Landkreis, BodyKind::KreisfreieStadt]),
        Level::Commune => Vec::new(),
        _ => register.communes_within(&body.ars).cloned().collect(),
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
    let coverages = page.situation.coverages(&wanted, viewpoint);
    let covered = coverages.chunks(commitments.len().max(1)).map(|of| of.iter().map(is_covered).collect());
    members.into_iter().zip(covered).collect()
}

/// Whether every commune there has it.
fn is_covered(coverage: &domain::coverage::Coverage) -> bool {
    coverage.communes.total > 0 && coverage.communes.live == coverage.communes.total
}
