//! `lagebild register`

mod faults;

use std::collections::BTreeSet;
use std::sync::Arc;

use app::{format, words};
use domain::Body;
use domain::handover::Handovers;
use domain::register::RegisterDiff;
use domain::register::gv100::Gv100;
use domain::register::{Edition, Editions};
use domain::responsibility::Responsibilities;
use domain::rollout::{RolloutKey, Viewpoint};
use domain::situation::Situation;
use store::{Db, ReadModel};

use super::args::Import;
use super::status::actor;
use super::{Refusal, failed};
use crate::clock::Clock;

/// Lines printed of each kind of change; the rest is counted.
const SHOWN: usize = 40;

pub(super) async fn import(db: &Db, clock: Clock, options: Import) -> Result<(), Refusal> {
    let file = options.file.display();
    let bytes =
        std::fs::read(&options.file).map_err(|error| format!("{file} lässt sich nicht lesen: {error}"))?;
    let refuse = |error| format!("{file}: {} Es wurde nichts geändert.", faults::explain(&error));
    let read = Gv100::read(&bytes).map_err(refuse)?;
    let register = read.land(&options.land).map_err(refuse)?;
    if read.as_of() > clock.today() {
        return Err(format!("{file} hat den Gebietsstand {}, der in der Zukunft liegt.", read.as_of()));
    }
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let situation = &picture.situation;
    let known = situation.editions().iter().filter(|edition| edition.land == options.land);
    let older = known.filter(|edition| edition.as_of <= read.as_of()).max_by_key(|edition| edition.as_of);
    // For a Land whose first edition is younger, days before it use that one.
    let first = situation.editions().iter().find(|edition| edition.land == options.land);
    let before = older.or(first);
    let register = match before {
        Some(before) => register.with_centroids_of(&before.register),
        None => register,
    };
    let edition = Edition {
        land: options.land,
        as_of: read.as_of(),
        source: format!("Statistisches Bundesamt, GV-ISys, {}", format::day(read.as_of())),
        register: Arc::new(register),
    };
    println!(
        "Gebietsstand {}: {} Kommunen, {} Menschen.",
        edition.as_of,
        edition.register.communes().count(),
        format::number(edition.register.inhabitants_within(&edition.land))
    );
    let is_same = report(situation, before, &edition);
    if is_same && before.is_some_and(|before| before.as_of == edition.as_of) {
        println!("Dieser Stand ist schon eingelesen; es gibt nichts zu tun.");
        return Ok(());
    }
    if options.dry_run {
        println!("Nur geprüft: Es wurde nichts geändert.");
        return Ok(());
    }
    db.add_edition(&edition, &actor(), clock.now()).await.map_err(|error| failed(&error))?;
    println!("Eingelesen. Tage ab {} rechnen mit diesem Register.", edition.as_of);
    Ok(())
}

/// Prints what the edition changes; returns whether that is nothing.
fn report(situation: &Situation, before: Option<&Edition>, edition: &Edition) -> bool {
    let Some(before) = before else {
        println!("Das Land {} ist neu.", edition.land);
        return false;
    };
    let diff = RegisterDiff::between(&before.register, &edition.register);
    if diff.is_empty() {
        println!("Gegenüber dem Stand {} ist nichts anders.", before.as_of);
        return true;
    }
    let name = |body: &Body| format!("{} ({})", words::full_name(body), body.ars);
    list("Neu", diff.added.iter().map(name));
    list(
        "Nicht mehr im Register",
        diff.vanished.iter().map(|body| {
            let has_records = situation.histories().any(|(rollout, _)| rollout.authority == body.ars);
            let kept = if has_records { "; Einträge bleiben erhalten, geschlossen zum " } else { "" };
            format!(
                "{}{kept}{}",
                name(body),
                if has_records { edition.as_of.to_string() } else { String::new() }
            )
        }),
    );
    list(
        "Umbenannt",
        diff.renamed.iter().map(|change| format!("{} → {}", name(&change.old), change.new.name)),
    );
    list(
        "In anderer VG oder anderem Kreis",
        diff.moved.iter().map(|change| format!("{} → {}", name(&change.old), change.new.ars)),
    );
    list(
        "Von anderer Art",
        diff.kind_changed
            .iter()
            .map(|change| format!("{} → {}", name(&change.old), words::kind(change.new.kind))),
    );
    println!(
        "Menschen: vorher {}, nachher {}; {} Kommunen gewachsen, {} geschrumpft.",
        format::number(diff.inhabitants.before),
        format::number(diff.inhabitants.after),
        diff.inhabitants.grown,
        diff.inhabitants.shrunk
    );
    report_handovers(situation, before, edition);
    false
}

fn report_handovers(situation: &Situation, before: &Edition, edition: &Edition) {
    let catalogue = situation.catalogue();
    let day = edition.as_of;
    let old = Responsibilities::on(day, before.register.clone(), catalogue);
    let new = Responsibilities::on(day, edition.register.clone(), catalogue);
    let handovers = Handovers::between(&old, &new, catalogue);
    let name = |ars: &domain::Ars| {
        let body = edition.register.get(ars).or_else(|| before.register.get(ars));
        format!("{} ({ars})", body.map_or_else(String::new, words::authority_name))
    };
    let service = |rollout: &domain::catalogue::Slug| {
        catalogue.service(rollout).map(|service| service.name.clone()).unwrap_or_default()
    };
    let names = |all: &[domain::Ars]| all.iter().map(name).collect::<Vec<_>>().join(" und ");
    list(
        "Zuständigkeit wechselt",
        handovers.communes.iter().map(|handover| {
            format!(
                "{}, {}: {} → {}",
                name(&handover.commune),
                service(&handover.service),
                names(&handover.before),
                names(&handover.after)
            )
        }),
    );
    let records =
        |rollout: &RolloutKey| situation.history(rollout).map_or(0, |history| history.events().len());
    list(
        "Endet, Einträge bleiben nachlesbar",
        handovers.ended.iter().map(|rollout| {
            format!(
                "{}, {}: {} Einträge",
                name(&rollout.authority),
                service(&rollout.service),
                records(rollout)
            )
        }),
    );
    list(
        "Beginnt mit unbekanntem Stand",
        handovers.begun.iter().map(|rollout| {
            let known = records(rollout);
            let before = if known > 0 {
                format!(" ({known} frühere Einträge gelten weiter)")
            } else {
                String::new()
            };
            format!("{}, {}{before}", name(&rollout.authority), service(&rollout.service))
        }),
    );
}

fn list(title: &str, lines: impl ExactSizeIterator<Item = String>) {
    let count = lines.len();
    if count == 0 {
        return;
    }
    println!("{title} ({count}):");
    for line in lines.take(SHOWN) {
        println!("  {line}");
    }
    if count > SHOWN {
        println!("  … und {} weitere", count - SHOWN);
    }
}

pub(super) async fn show(db: &Db, clock: Clock, key: Option<String>) -> Result<(), Refusal> {
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let situation = &picture.situation;
    match key {
        None => {
            show_editions(situation.editions());
            Ok(())
        }
        Some(key) => {
            let responsibilities = situation.responsibilities(clock.today());
            let body = responsibilities.register().resolve(&key).ok_or_else(|| {
                format!(
                    "Zum Schlüssel „{key}“ gibt es im Register nichts. Ein AGS hat 8 Ziffern, ein ARS 12."
                )
            })?;
            show_body(situation, responsibilities, body, Viewpoint::on(clock.today()));
            Ok(())
        }
    }
}

fn show_editions(editions: &Editions) {
    for edition in editions.iter() {
        let of_kind = |kind| edition.register.bodies().filter(|body| body.kind == kind).count();
        println!(
            "Land {}, Gebietsstand {}: {} Kommunen, {} Verwaltungsgemeinschaften, {} Landkreise, {} Menschen",
            edition.land,
            edition.as_of,
            edition.register.communes().count(),
            of_kind(domain::BodyKind::Verwaltungsgemeinschaft),
            of_kind(domain::BodyKind::Landkreis),
            edition.register.inhabitants_within(&edition.land)
        );
        println!("  Quelle: {}", edition.source);
    }
}

fn show_body(situation: &Situation, responsibilities: &Responsibilities, body: &Body, viewpoint: Viewpoint) {
    let register = responsibilities.register();
    println!("{} {}", body.ars, words::full_name(body));
    println!("  {} Menschen", register.inhabitants_within(&body.ars));
    for service in &situation.catalogue().services {
        let own = RolloutKey { authority: body.ars, service: service.slug.clone() };
        let mut authorities: BTreeSet<_> = responsibilities
            .authorities_for(&body.ars, &service.slug)
            .into_iter()
            .map(|authority| authority.ars)
            .collect();
        authorities.extend(responsibilities.position(&own).map(|_| body.ars));
        for authority in authorities {
            let rollout = RolloutKey { authority, service: service.slug.clone() };
            let name = register.get(&authority).map_or_else(String::new, words::authority_name);
            println!(
                "  {:<18} {:<12} {authority} {name}",
                service.slug,
                situation.stage(&rollout, viewpoint)
            );
        }
    }
}
