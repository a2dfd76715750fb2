//! `lagebild demo`

use std::io::{IsTerminal as _, Write as _};

use domain::Day;
use domain::rollout::Actor;
use store::{Db, DemoError, ReadModel};

use super::{Refusal, failed};
use crate::clock::Clock;
use crate::demo;

/// Tells the demonstration up to the evening before `today`: what happens on the day itself is for whoever
/// tries the product out.
pub(super) async fn run(db: &Db, today: Option<Day>) -> Result<(), Refusal> {
    let today = today.unwrap_or_else(|| Clock::System.today());
    let until = today.plus(-1);
    let told = db.demo_until().await.map_err(|error| failed(&error))?;
    match told {
        Some(told) if told > until => return Err(is_later(told)),
        Some(told) if told == until => {
            make_accounts(db, until).await?;
            eprintln!("Die Demonstration ist schon bis zum {until} erzählt.");
            return Ok(());
        }
        _ => {}
    }
    let situation = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?.situation;
    if told.is_none() && situation.histories().next().is_some() {
        return Err(real_entries());
    }
    let (responsibilities, catalogue) = (situation.responsibilities(until), situation.catalogue());
    let recordings = demo::recording::story(responsibilities, catalogue, until);
    let history = demo::history(responsibilities, catalogue, until);
    let mut bar = Bar::new(recordings.len() + history.len());
    let actor = actor();
    // The stages come last, with the day up to which everything is told: what is interrupted before is told again.
    make_accounts(db, until).await?;
    demo::recording::tell(db, &recordings, told, &actor, |done| bar.show(done)).await.map_err(|error| {
        format!("Die Demonstration ließ sich nicht erzählen. ({})", crate::failure::chain(&error))
    })?;
    let told = db.tell_demo(&history, until, &actor, |done| bar.show(recordings.len() + done)).await;
    bar.finish();
    match told {
        Ok(()) => {
            eprintln!(
                "Die Demonstration reicht bis zum {until}. Alle Stände und Termine darin sind erfunden."
            );
            Ok(())
        }
        Err(DemoError::RealEntries) => Err(real_entries()),
        Err(DemoError::Store(error)) => Err(failed(&error)),
    }
}

fn real_entries() -> Refusal {
    "Diese Datenbank enthält echte Einträge. Die Demonstration braucht eine eigene, zum Beispiel mit \
     --database sqlite:lagebild-demo.db. Es wurde nichts geändert."
        .into()
}

fn actor() -> Actor {
    Actor { id: "demo".into(), name: "Demonstration".into() }
}

/// Accounts of a demonstration that was told before there were any are made up for.
async fn make_accounts(db: &Db, until: Day) -> Result<(), Refusal> {
    demo::accounts::make(db, &actor(), until.start()).await.map_err(|error| {
        format!("Die Konten der Demonstration ließen sich nicht anlegen. ({})", crate::failure::chain(&error))
    })
}

/// The demonstration in this database goes on longer than the day that was asked for.
pub(super) fn is_later(until: Day) -> Refusal {
    format!(
        "In dieser Datenbank ist die Demonstration schon bis zum {until} erzählt; die Uhr lässt sich nur auf einen \
         späteren Tag stellen. Für einen früheren nehmen Sie mit --database eine neue Datei."
    )
}

/// A progress bar on a terminal, and nothing elsewhere.
struct Bar {
    total: usize,
    shown: Option<usize>,
    is_terminal: bool,
}

impl Bar {
    fn new(total: usize) -> Self {
        Self { total: total.max(1), shown: None, is_terminal: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, done: usize) {
        let percent = done * 100 / self.total;
        if self.is_terminal && self.shown != Some(percent) {
            self.shown = Some(percent);
            eprint!("\rDemonstrationsdaten [{:<25}] {percent:>3} %", "#".repeat(percent / 4));
            let _ = std::io::stderr().flush();
        }
    }

    fn finish(&self) {
        if self.shown.is_some() {
            eprintln!();
        }
    }
}
