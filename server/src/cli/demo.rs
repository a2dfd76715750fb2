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
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let history =
        demo::history(picture.situation.responsibilities(until), picture.situation.catalogue(), until);
    let total = history.len();
    let mut bar = Bar::new(total);
    let actor = actor();
    let told = db.tell_demo(&history, until, &actor, |done| bar.show(done)).await;
    bar.finish();
    match told {
        Ok(()) => {
            make_accounts(db, until).await?;
            eprintln!("Die Demonstration reicht bis zum {until}. Alle Stände und Termine darin sind erfunden.");
            Ok(())
        }
        Err(DemoError::RealEntries) => Err(
            "Diese Datenbank enthält echte Einträge. Die Demonstration braucht eine eigene, zum Beispiel mit \
             --database sqlite:lagebild-demo.db. Es wurde nichts geändert."
                .into(),
        ),
        Err(DemoError::Store(error)) => Err(failed(&error)),
    }
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
