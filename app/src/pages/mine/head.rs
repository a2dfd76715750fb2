//! What an authority is responsible for, and who does the rest.

use domain::Level;
use domain::body::Body;
use domain::responsibility::Limit;
use domain::rollout::RolloutKey;

use crate::context::Page;
use crate::words;

/// "Zuständig für: Wohnsitz anmelden. Alles andere macht das Landratsamt Augsburg."
pub(super) fn tasks(page: &Page, body: &Body) -> String {
    let responsibilities = page.situation.responsibilities(page.today());
    let register = page.register();
    let catalogue = page.situation.catalogue();
    let mut own = Vec::new();
    let mut others = Vec::new();
    for service in &catalogue.services {
        let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
        let mut is_limited = false;
        for commune in register.communes_within(&body.ars) {
            for authority in responsibilities.authorities_for(&commune.ars, &service.slug) {
                if authority.ars == body.ars {
                    is_limited |= authority.limit == Limit::SimpleCases;
                } else if !others.contains(&authority.ars) {
                    others.push(authority.ars);
                }
            }
        }
        if responsibilities.position(&rollout).is_some() {
            let limit = if is_limited { " (einfache Fälle)" } else { "" };
            own.push(format!("{}{limit}", service.name));
        }
    }
    let own = if own.len() == catalogue.services.len() && others.is_empty() {
        return "Zuständig für alle Leistungen.".to_owned();
    } else {
        format!("Zuständig für: {}.", own.join(", "))
    };
    let others: Vec<String> = if body.ars.level() < Level::Verband {
        vec!["die Kommunen und Verwaltungsgemeinschaften".to_owned()]
    } else {
        others.iter().filter_map(|other| register.get(other)).map(words::the_authority).collect()
    };
    match others.as_slice() {
        [] => own,
        [other] if body.ars.level() >= Level::Verband => format!("{own} Alles andere macht {other}."),
        others => format!("{own} Alles andere machen {}.", others.join(" und ")),
    }
}
