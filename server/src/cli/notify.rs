//! `lagebild notify`

use std::sync::Arc;

use app::format::counted;
use domain::Day;
use store::{Db, LettersSent, ReadModel};
use tokio::sync::watch;

use super::args::Notify;
use super::{Refusal, failed, keep_log};
use crate::clock::Clock;
use crate::notify::plan::Matter;
use crate::notify::send::{PACE, Sender, due};
use crate::notify::words;

pub(super) async fn run(db: &Db, clock: Clock, options: Notify) -> Result<(), Refusal> {
    let read_model = Arc::new(ReadModel::new(db.clone()));
    if options.dry_run {
        return tell(db, &read_model, clock).await;
    }
    keep_log();
    let Some(mailer) = options.mail.mailer()? else {
        return Err(
            "Es ist kein Postausgang eingerichtet: --smtp-url und --mail-from oder LAGEBILD_SMTP_URL und \
             LAGEBILD_MAIL_FROM. Es wurde nichts verschickt. Was fällig ist, zeigt --dry-run."
                .into(),
        );
    };
    let origin = options.public_url.and_then(|url| url.as_str().parse().ok()).ok_or(
        "Für die Links in den Briefen fehlt die Adresse, unter der Browser Lagebild erreichen: --public-url oder \
         LAGEBILD_PUBLIC_URL. Es wurde nichts verschickt.",
    )?;
    let sender = Sender { db: db.clone(), read_model, mailer, origin, clock, pace: PACE };
    // Nobody stops it but whoever ends the program.
    let (_running, mut stopping) = watch::channel(());
    let run = sender.run(&mut stopping).await.map_err(|error| {
        // Not `failed`: some letters may have left.
        format!("Die Datenbank hat nicht geantwortet. ({})", crate::failure::chain(&error))
    })?;
    println!("Verschickt: {}.", told(run.sent));
    if run.sent.refused > 0 {
        let refused = counted(run.sent.refused, "ein Brief", "Briefe");
        eprintln!("Nicht angenommen: {refused}. Der nächste Lauf versucht es wieder.");
    }
    if run.is_complete {
        Ok(())
    } else {
        Err("Der Postausgang nimmt gerade nicht alles an. Was fehlt, verschickt der nächste Lauf.".into())
    }
}

/// Says who would get what.
async fn tell(db: &Db, read_model: &ReadModel, clock: Clock) -> Result<(), Refusal> {
    let now = clock.now();
    let planned = due(db, read_model, now).await.map_err(|error| failed(&error))?;
    let situation = read_model.current().await.map_err(|error| failed(&error))?.situation;
    let mut sent = LettersSent::default();
    for planned in &planned {
        let today = Day::of(now);
        let subject = words::subject(&planned.matter, &situation, today);
        let reason = words::reason(&planned.matter, &situation, today);
        println!("{}\t{subject}\t{reason}", planned.person.email);
        match planned.matter {
            Matter::Reminder(_) => sent.reminders += 1,
            Matter::Digest(_) => sent.digests += 1,
            Matter::Due(_) => sent.due += 1,
        }
    }
    println!("Fällig: {}.", told(sent));
    eprintln!("Nur geprüft: Es wurde nichts verschickt und nichts geändert.");
    Ok(())
}

/// How many of which.
fn told(sent: LettersSent) -> String {
    let kinds = [
        (sent.reminders, "eine Erinnerung", "Erinnerungen"),
        (sent.digests, "ein Wochenbericht", "Wochenberichte"),
        (sent.due, "ein Hinweis auf Fristen", "Hinweise auf Fristen"),
    ];
    let told: Vec<String> = kinds
        .iter()
        .filter(|(sent, ..)| *sent > 0)
        .map(|(sent, one, many)| counted(*sent, one, many))
        .collect();
    if told.is_empty() { "nichts".to_owned() } else { told.join(", ") }
}
