//! `lagebild audit`

use app::format;
use store::{AuditCheck, AuditFault, Db};

use super::args::Drop;
use super::coverage::not_in_future;
use super::status::actor;
use super::{Refusal, failed};
use crate::clock::Clock;

pub(super) async fn verify(db: &Db) -> Result<(), Refusal> {
    match db.verify_audit().await.map_err(|error| failed(&error))? {
        AuditCheck::Holds { rows, unchained, head } => {
            println!("Das Protokoll ist unverändert.");
            println!("Zeilen: {rows}");
            if unchained > 0 {
                println!("davon aus der Zeit vor der Prüfkette: {unchained}");
            }
            println!("Kopf: {head}");
            Ok(())
        }
        AuditCheck::Broken(fault) => Err(explain(fault)),
    }
}

pub(super) async fn drop(db: &Db, clock: Clock, options: Drop) -> Result<(), Refusal> {
    let day = not_in_future("--before", options.before, clock.today())?;
    // What somebody tampered with has to stay until it is looked into.
    if let AuditCheck::Broken(fault) = db.verify_audit().await.map_err(|error| failed(&error))? {
        return Err(format!("{} Es wurde nichts gelöscht.", explain(fault)));
    }
    let rows = db.audit_rows_before(day).await.map_err(|error| failed(&error))?;
    if rows == 0 {
        println!("Am Anfang des Protokolls steht nichts von vor dem {day}; es gibt nichts zu tun.");
        return Ok(());
    }
    println!("Vor dem {day}: {}.", format::counted(rows, "eine Zeile", "Zeilen"));
    if options.dry_run {
        println!("Nur geprüft: Es wurde nichts geändert.");
        return Ok(());
    }
    let dropped = db.drop_audit_before(day, &actor(), clock.now()).await.map_err(|error| failed(&error))?;
    println!("Gelöscht: {}. Das Protokoll hält es fest.", format::counted(dropped, "eine Zeile", "Zeilen"));
    Ok(())
}

/// Where the chain does not hold.
fn explain(fault: AuditFault) -> String {
    let found = match fault {
        AuditFault::Altered { row } => {
            format!("Zeile {row} passt nicht in die Kette: Sie oder die davor wurde geändert.")
        }
        AuditFault::Missing { row } => format!("Zeile {row} fehlt, obwohl es spätere gibt."),
        AuditFault::Foreign { row } => {
            format!("Zeile {row} steht dort, wo keine mehr stehen kann: Sie wurde nachträglich eingefügt.")
        }
        AuditFault::CutOff { from, to } if from == to => format!("Zeile {from}, die letzte, fehlt."),
        AuditFault::CutOff { from, to } => format!("Die Zeilen {from} bis {to}, die letzten, fehlen."),
        AuditFault::Head => "Der Kopf der Kette gehört nicht zur letzten Zeile: Er wurde ersetzt.".to_owned(),
        AuditFault::Checkpoint => {
            "Am Anfang fehlen Zeilen, ohne dass das Protokoll ihre Löschung festhält.".to_owned()
        }
    };
    format!("Das Protokoll wurde an Lagebild vorbei verändert. {found}")
}
