//! The status of every authority and service as a sheet that can be imported again and then changes nothing.

use std::collections::BTreeSet;

use domain::Ars;
use domain::catalogue::Selection;
use domain::register::Register;
use domain::rollout::{RolloutKey, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::text::sort_key;
use domain::{Ags, Day};

use super::{Column, stages};
use crate::write::{self, Table, Value};

/// What is exported.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which services.
    pub selection: Selection,
    /// Where: the authorities that some commune in it needs.
    pub scope: Ars,
    /// As of when.
    pub viewpoint: Viewpoint,
    /// Whether remarks and blockers go along, which the public does not see.
    pub is_inside: bool,
}

/// One row for each authority and service, in the columns of [`Column::ALL`]; notes are for the caller to add.
#[must_use]
pub fn export(situation: &Situation, wanted: &Wanted) -> Table {
    let columns = Column::ALL.map(|column| write::Column::new(column.heading(), meaning(column)));
    let rows = rollouts(situation, &wanted.selection, &wanted.scope, wanted.viewpoint.on);
    Table {
        title: "Stand der Leistungen".to_owned(),
        notes: Vec::new(),
        columns: columns.into(),
        rows: rows.iter().map(|rollout| row(situation, wanted, rollout)).collect(),
    }
}

/// The rollouts that are needed there on that day, by Kreis, then the Landratsamt before VGs and communes by name, then
/// in the order of the services.
pub(super) fn rollouts(
    situation: &Situation,
    selection: &Selection,
    scope: &Ars,
    on: Day,
) -> Vec<RolloutKey> {
    let responsibilities = situation.responsibilities(on);
    let register = responsibilities.register();
    let services: Vec<_> = situation.catalogue().selected(selection).map(|service| &service.slug).collect();
    let place = |rollout: &RolloutKey| services.iter().position(|slug| **slug == rollout.service);
    let needed = responsibilities.needed_within(scope).into_iter();
    let needed = needed.map(|position| &responsibilities.rollouts()[position]);
    let needed: BTreeSet<&RolloutKey> = needed.filter(|rollout| place(rollout).is_some()).collect();
    let mut needed: Vec<RolloutKey> = needed.into_iter().cloned().collect();
    needed.sort_by_cached_key(|rollout| {
        let authority = &rollout.authority;
        let kreis = register.kreis_of(authority).map_or(*authority, |kreis| kreis.ars);
        let name = register.get(authority).map(|body| sort_key(&body.name));
        (kreis, authority.level(), name, *authority, place(rollout))
    });
    needed
}

/// What stands in a column of the row of a rollout.
pub(super) fn cell(situation: &Situation, wanted: &Wanted, rollout: &RolloutKey, column: Column) -> Value {
    let on = wanted.viewpoint.on;
    let register = situation.responsibilities(on).register();
    let body = register.get(&rollout.authority);
    let history = situation.history(rollout);
    let entry = history.and_then(|history| history.current(wanted.viewpoint)).map(|event| &event.entry);
    let service = situation.catalogue().service(&rollout.service);
    let obstacles = situation.obstacles();
    match column {
        Column::AsOf => on.into(),
        Column::Ags => body.map_or(Value::Empty, |body| ags(register, &body.ars)),
        Column::Ars => Value::key(&rollout.authority),
        Column::Commune => {
            Value::maybe(body.filter(|body| body.commune.is_some()).map(|body| body.name.as_str()))
        }
        Column::Kind => Value::maybe(body.map(|body| body.kind.title())),
        Column::Kreis => Value::maybe(register.kreis_of(&rollout.authority).map(domain::Body::full_name)),
        Column::Regierungsbezirk => {
            Value::maybe(register.regierungsbezirk_of(&rollout.authority).map(domain::Body::full_name))
        }
        Column::Verband => Value::maybe(register.verband_of(&rollout.authority).map(domain::Body::full_name)),
        Column::Authority => Value::maybe(body.map(domain::Body::authority_name)),
        Column::Service => Value::maybe(service.map(|service| service.name.as_str())),
        Column::Leika => service.map_or(Value::Empty, |service| Value::key(&service.leika)),
        Column::Stage => stages::name(entry.map_or(Stage::Unknown, |entry| entry.stage)).into(),
        Column::PlannedOn => Value::day(entry.and_then(|entry| entry.planned_on)),
        Column::LiveSince => Value::day(history.and_then(|history| history.live_since(wanted.viewpoint))),
        Column::Vendor => Value::maybe(
            entry.and_then(|entry| entry.vendor.as_deref()).map(|name| obstacles.vendors.name(name)),
        ),
        Column::Obstacles if wanted.is_inside => {
            let blockers = obstacles.blockers.blocking(rollout, on);
            let numbers: Vec<String> = blockers.map(|blocker| blocker.id.to_string()).collect();
            numbers.join("; ").into()
        }
        Column::Note if wanted.is_inside => Value::maybe(entry.and_then(|entry| entry.note.as_deref())),
        Column::ConfirmedOn => {
            Value::day(history.and_then(|history| history.last_confirmed_at(wanted.viewpoint)).map(Day::of))
        }
        Column::EffectiveOn => Value::day(entry.map(|entry| entry.effective_on)),
        Column::Link => entry.and_then(|entry| entry.link.clone()).map_or(Value::Empty, Value::Link),
        Column::Product
        | Column::ItProvider
        | Column::Transport
        | Column::Obstacles
        | Column::Note
        | Column::Mailbox
        | Column::Source => Value::Empty,
    }
}

fn row(situation: &Situation, wanted: &Wanted, rollout: &RolloutKey) -> Vec<Value> {
    Column::ALL.map(|column| cell(situation, wanted, rollout, column)).into()
}

/// The AGS of a commune or a Kreis; a VG has none.
fn ags(register: &Register, ars: &Ars) -> Value {
    match register.get(ars) {
        Some(body) if body.commune.is_some() => Value::key(&Ags::from(*ars)),
        Some(body) if body.ars.level() == domain::Level::Kreis => Value::key(&body.ars),
        _ => Value::Empty,
    }
}

/// What stands in a column, for the legend.
pub(super) const fn meaning(column: Column) -> &'static str {
    match column {
        Column::AsOf => "Der Tag, dessen Stand gezeigt wird",
        Column::Ags => "Amtlicher Gemeindeschlüssel der zuständigen Behörde; eine VG hat keinen",
        Column::Ars => "Regionalschlüssel der zuständigen Behörde",
        Column::Commune => "Name, wenn die zuständige Behörde eine Kommune ist",
        Column::Kind => "Was die zuständige Behörde ist",
        Column::Kreis => "In welchem Kreis sie liegt",
        Column::Regierungsbezirk => "In welchem Regierungsbezirk sie liegt",
        Column::Verband => "Zu welcher Verwaltungsgemeinschaft sie gehört",
        Column::Authority => "Wer zuständig ist; jede Behörde hat für jede Leistung eine Zeile",
        Column::Service => "Die Fokusleistung",
        Column::Leika => "Schlüssel der Leistung im Leistungskatalog",
        Column::Stage => "Wie weit die Behörde ist",
        Column::PlannedOn => "Geplanter Start",
        Column::LiveSince => "Erster Tag der ununterbrochenen Zeit, seit der die Leistung live ist",
        Column::Product | Column::Transport | Column::Mailbox | Column::Source => "Führt Lagebild nicht",
        Column::Vendor => "Hersteller oder IT-Dienstleister, unter dem Namen, unter dem Lagebild ihn führt",
        Column::ItProvider => "Führt Lagebild nicht getrennt vom Hersteller",
        Column::Obstacles => "Nummern der offenen Hindernisse",
        Column::Note => "Bemerkung zum letzten Eintrag",
        Column::ConfirmedOn => "Wann die Behörde zuletzt etwas gemeldet hat",
        Column::EffectiveOn => "Seit wann der letzte Eintrag gilt",
        Column::Link => "Adresse des Onlinedienstes",
    }
}
