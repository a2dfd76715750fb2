//! How others have done it, and what the authority's own start would change.

use domain::Day;
use domain::blocker::{ActionBy, Blocker};
use domain::body::Body;
use domain::peers::{Feat, Peer, peers};
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use leptos::prelude::*;

use super::effects;
use super::own::rollouts;
use super::stage::service_name;
use crate::context::Page;
use crate::{format, urls, words};

/// So many others are shown.
const MOST: usize = 3;

pub(super) fn card(page: &Page, body: &Body) -> AnyView {
    let viewpoint = Viewpoint::on(page.today());
    let own: Vec<RolloutKey> = rollouts(page, body)
        .into_iter()
        .filter(|rollout| page.situation.stage(rollout, viewpoint) != Stage::Live)
        .collect();
    let Some(first) = own.first() else { return ().into_any() };
    let found: Vec<(&RolloutKey, Peer<'_>)> = own
        .iter()
        .flat_map(|rollout| {
            peers(&page.situation, rollout, page.today()).into_iter().map(move |peer| (rollout, peer))
        })
        .take(MOST)
        .collect();
    let names_service = rollouts(page, body).len() > 1;
    let shown: Vec<_> = found.iter().map(|(rollout, peer)| one(page, rollout, peer, names_service)).collect();
    let others = (!shown.is_empty()).then(|| {
        view! {
            <section class="lb-card" aria-labelledby="so-geht-es">
                <h2 id="so-geht-es">"So haben es andere geschafft"</h2>
                <p class="lb-sub">"Gleicher Hersteller, ähnliche Größe"</p>
                <ul class="lb-list">{shown}</ul>
            </section>
        }
    });
    view! { {others} <p class="lb-outlook">{outlook(page, body, first)}</p> }.into_any()
}

fn one(page: &Page, rollout: &RolloutKey, peer: &Peer<'_>, names_service: bool) -> AnyView {
    let register = page.register();
    let name =
        register.get(&peer.authority).map_or_else(|| peer.authority.to_string(), words::authority_name);
    let day = |day: Option<Day>| day.map(|day| format!(" seit {}", format::day(day))).unwrap_or_default();
    let (how, quote, mailbox) = match &peer.feat {
        Feat::Closed(blocker, closing) => (
            format!("hat „{}“ gelöst am {}", blocker.facts.title, format::day(closing.on)),
            Some(closing.resolution.clone()),
            mailbox(blocker, peer),
        ),
        Feat::Further(note) => {
            (format!("ist {}{}", words::stage(peer.stage), day(peer.since)), note.map(str::to_owned), None)
        }
    };
    let service = names_service.then(|| format!("{}: ", service_name(page, rollout)));
    let people = format::counted(peer.inhabitants, "ein Mensch", "Menschen");
    view! {
        <li>
            <b><a href=urls::body(&peer.authority)>{name}</a></b>
            <small>{service} {how} " · " {people}</small>
            {quote.map(|quote| view! { <p class="lb-note lb-quote">{format!("„{quote}“")}</p> })}
            {mailbox.map(|mailbox| view! { <a href=format!("mailto:{mailbox}")>"Kontakt anfragen"</a> })}
        </li>
    }
    .into_any()
}

/// Where a peer is reached: only the mailbox of a blocker that it had to see to itself, and that was its own.
fn mailbox(blocker: &Blocker, peer: &Peer<'_>) -> Option<String> {
    let is_own = blocker.members.iter().all(|member| member.rollout.authority == peer.authority);
    let mailbox = blocker.facts.mailbox.as_ref()?;
    (is_own && blocker.facts.action_by == ActionBy::Commune).then(|| mailbox.to_string())
}

/// "Mit Ihrem Start können 12.133 Menschen …": how it would be if the service were live from today.
fn outlook(page: &Page, body: &Body, rollout: &RolloutKey) -> String {
    let today = page.today();
    let live = RolloutEvent {
        id: i64::MAX,
        rollout: rollout.clone(),
        entry: StatusEntry::new(Stage::Live, today),
        recorded_at: page.now,
        actor: Actor { id: String::new(), name: String::new() },
        batch: None,
        retraction: None,
    };
    let then = page.situation.with_records(vec![live], Vec::new());
    let reach = |situation: &Situation| effects::reached(situation, &rollout.service, &body.ars, today);
    let people = reach(&then).saturating_sub(reach(&page.situation));
    let service = service_name(page, rollout);
    let people = match people {
        0 => format!(
            "Mit Ihrem Start kommt „{service}“ einen Schritt weiter; es fehlt dann noch die zweite Behörde."
        ),
        people => {
            let people = format::counted(people, "kann ein Mensch", "Menschen");
            let can = if people.starts_with("kann") { "" } else { "können " };
            format!("Mit Ihrem Start {can}{people} „{service}“ online nutzen.")
        }
    };
    let area = effects::wider(page, body).into_iter().next();
    let rest = area.map(|area| {
        let (live, total) = effects::live(&then, &rollout.service, &area.ars, today);
        format!(
            " {}: Dann {} {} von {} Behörden live.",
            words::full_name(&area),
            if live == 1 { "ist" } else { "sind" },
            format::number(live),
            format::number(total)
        )
    });
    format!("{people}{}", rest.unwrap_or_default())
}
