//! `lagebild status`

pub(super) mod import;

use app::words;
use domain::entry::{Field, TypedStatus};
use domain::rollout::{Actor, RolloutKey};
use domain::situation::Situation;
use domain::{Ars, Day};
use store::{Db, ReadModel, RecordError};

use super::args::Set;
use super::{Refusal, failed};
use crate::clock::Clock;

/// Who writes on the command line.
pub(super) fn actor() -> Actor {
    Actor { id: "kommandozeile".into(), name: "Kommandozeile".into() }
}

pub(super) async fn set(db: &Db, clock: Clock, options: Set) -> Result<(), Refusal> {
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let situation = &picture.situation;
    let today = clock.today();
    let effective_on = options.effective_on.unwrap_or(today);
    let rollout = rollout(situation, today, &options.authority, &options.service)?;
    // What is planned and by whom does not change by reporting a stage.
    let before = situation
        .history(&rollout)
        .and_then(|history| history.current(domain::rollout::Viewpoint::on(effective_on)))
        .map(|event| event.entry.clone());
    let kept = before.as_ref();
    let typed = TypedStatus {
        stage: options.stage.to_string(),
        effective_on: effective_on.to_string(),
        planned_on: kept.and_then(|entry| entry.planned_on).map(|day| day.to_string()).unwrap_or_default(),
        vendor: kept.and_then(|entry| entry.vendor.clone()).unwrap_or_default(),
        link: kept.and_then(|entry| entry.link.clone()).unwrap_or_default(),
        note: options.note.unwrap_or_default(),
    };
    let entry = typed.read(today).map_err(|problems| {
        let reasons: Vec<_> = problems
            .into_iter()
            .map(|(field, problem)| format!("{}: {}", option(field), words::problem(field, problem)))
            .collect();
        reasons.join("\n")
    })?;
    // Histories arrive in any order here, so a step back is worth a word and no refusal.
    if let Some(later) = situation.history(&rollout).and_then(|history| history.contradicted_by(&entry)) {
        eprintln!(
            "Hinweis: Ab dem {} gilt weiter „{}“; der neue Eintrag ändert nur die Zeit davor.",
            later.entry.effective_on,
            words::stage(later.entry.stage)
        );
    }
    match db.record_status(&rollout, &entry, None, &actor(), clock.now()).await {
        Ok(_) => {
            println!("{} {} {} {}", rollout.authority, rollout.service, entry.stage, entry.effective_on);
            Ok(())
        }
        Err(RecordError::Store(error)) => Err(failed(&error)),
        Err(other) => Err(format!("Es wurde nichts eingetragen: {other}.")),
    }
}

fn option(field: Field) -> &'static str {
    match field {
        Field::Stage => "--stage",
        Field::EffectiveOn => "--effective-on",
        Field::Note => "--note",
        Field::PlannedOn | Field::Vendor | Field::Link => words::field(field),
    }
}

/// The rollout that key and slug name, or why there is none.
fn rollout(situation: &Situation, today: Day, key: &str, slug: &str) -> Result<RolloutKey, Refusal> {
    let responsibilities = situation.responsibilities(today);
    let register = responsibilities.register();
    let service =
        slug.parse().ok().and_then(|slug| situation.catalogue().service(&slug)).ok_or_else(|| {
            let slugs: Vec<_> =
                situation.catalogue().services.iter().map(|service| service.slug.as_str()).collect();
            format!("Die Leistung „{slug}“ gibt es nicht. Möglich sind {}.", slugs.join(", "))
        })?;
    let body = register.resolve(key).ok_or_else(|| {
        format!("Zum Schlüssel „{key}“ gibt es im Register nichts. Ein AGS hat 8 Ziffern, ein ARS 12.")
    })?;
    let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
    if responsibilities.position(&rollout).is_some() {
        return Ok(rollout);
    }
    let name = |ars: &Ars| {
        let name = register.get(ars).map_or_else(String::new, words::authority_name);
        format!("{name} ({ars})")
    };
    let authorities: Vec<_> = responsibilities
        .authorities_for(&body.ars, &service.slug)
        .iter()
        .map(|authority| name(&authority.ars))
        .collect();
    let who = if authorities.is_empty() {
        "Zuständig sind die Behörden darin, je Kommune eine.".to_owned()
    } else {
        format!("Zuständig: {}.", authorities.join(" und "))
    };
    Err(format!(
        "{} ist für „{}“ nicht zuständig. {who} Es wurde nichts eingetragen.",
        name(&body.ars),
        service.name
    ))
}
