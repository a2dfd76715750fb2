//! `lagebild status import`

mod report;

use std::path::Path;
use std::time::{Duration, Instant};

use domain::batch::BatchKind;
use domain::situation::Situation;
use sheets::read::{MAX_BYTES, Sheet, Workbook, read};
use sheets::status::{ByHand, Corrections, Mapping, Need, Occasion, Plan, Source, interpret};
use store::{BatchError, Db, NewBatch, ReadModel};

use super::actor;
use crate::cli::args::{Report, StatusImport};
use crate::cli::{Refusal, failed};
use crate::clock::Clock;
use report::Said;

pub(in crate::cli) async fn run(db: &Db, clock: Clock, options: StatusImport) -> Result<(), Refusal> {
    let mut progress = Progress::new();
    let name = options.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let workbook = open(&options.file, &name)?;
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let situation = &picture.situation;
    let (chosen, left_out) = chosen(&workbook, situation, options.sheet.as_deref())?;
    let sources: Vec<Source<'_>> = chosen.iter().map(|(sheet, mapping)| Source { sheet, mapping }).collect();
    let today = clock.today();
    let occasion = Occasion { file: &name, today, since: today };
    let nothing = Corrections::default();
    let plan =
        interpret(&sources, situation, &occasion, &nothing, &mut |done, total| progress.tell(done, total));
    let said = Said { workbook: &workbook, sources: &sources, left_out: &left_out, plan: &plan };
    match options.format {
        Report::Json => said.print_json(),
        Report::Table => said.print_table(situation, today),
    }
    let outcome = record(db, clock, &options, &name, &plan).await?;
    // With JSON the answer alone is on stdout.
    match options.format {
        Report::Json => eprintln!("{outcome}"),
        Report::Table => println!("{outcome}"),
    }
    Ok(())
}

/// Reads the file, unless it is too large to be looked at.
fn open(file: &Path, name: &str) -> Result<Workbook, Refusal> {
    let unreadable = |error| format!("{} lässt sich nicht lesen: {error}", file.display());
    let refused = |error| format!("{}: {error}", file.display());
    let length = std::fs::metadata(file).map_err(unreadable)?.len();
    if usize::try_from(length).is_ok_and(|length| length <= MAX_BYTES) {
        let bytes = std::fs::read(file).map_err(unreadable)?;
        read(&bytes, name).map_err(refused)
    } else {
        Err(refused(sheets::read::Unreadable::TooLarge))
    }
}

/// Sheets with what their columns are.
type Chosen<'a> = Vec<(&'a Sheet, Mapping)>;

/// The sheets to import with what their columns are, and the names of the others.
fn chosen<'a>(
    workbook: &'a Workbook,
    situation: &Situation,
    wanted: Option<&str>,
) -> Result<(Chosen<'a>, Vec<&'a str>), Refusal> {
    let is_wanted = |sheet: &&Sheet| wanted.is_none_or(|wanted| sheet.name.trim() == wanted.trim());
    let (sheets, mut left_out): (Vec<&Sheet>, Vec<&Sheet>) = workbook.sheets.iter().partition(is_wanted);
    if let Some(wanted) = wanted.filter(|_| sheets.is_empty()) {
        let names: Vec<String> = workbook.sheets.iter().map(|sheet| format!("„{}“", sheet.name)).collect();
        return Err(format!("Ein Blatt „{wanted}“ gibt es nicht. Die Datei enthält {}.", names.join(", ")));
    }
    let mapped = sheets.into_iter().map(|sheet| {
        let mapping = Mapping::recognise(sheet, situation.catalogue(), &ByHand::new());
        (sheet, mapping)
    });
    let (fitting, others): (Chosen<'_>, Chosen<'_>) =
        mapped.partition(|(_, mapping)| mapping.missing().is_empty());
    if fitting.is_empty() {
        let nearest =
            others.iter().min_by_key(|(_, mapping)| (mapping.missing().len(), mapping.head.is_none()));
        return Err(nearest.map_or_else(String::new, |(sheet, mapping)| lacking(sheet, mapping)));
    }
    left_out.extend(others.into_iter().map(|(sheet, _)| sheet));
    Ok((fitting, left_out.into_iter().map(|sheet| sheet.name.as_str()).collect()))
}

/// What a sheet lacks.
fn lacking(sheet: &Sheet, mapping: &Mapping) -> Refusal {
    let lacks: Vec<&str> = mapping
        .missing()
        .into_iter()
        .map(|need| match need {
            Need::Body => "wer gemeint ist (AGS, ARS, Kommune oder zuständige Behörde)",
            Need::Service => "welche Leistung (Leistung oder LeiKa)",
            Need::Stage => "wie der Stand ist (Status)",
        })
        .collect();
    let headings: Vec<String> = mapping
        .headings
        .iter()
        .filter(|heading| !heading.text.is_empty())
        .map(|heading| format!("„{}“", heading.text))
        .collect();
    let found = if headings.is_empty() {
        "Eine Zeile mit Überschriften ist nicht zu erkennen.".to_owned()
    } else {
        format!("Die Überschriften sind {}.", headings.join(", "))
    };
    format!(
        "Im Blatt „{}“ fehlen Spalten, die sagen, {}. {found} Es wurde nichts geändert.",
        sheet.name,
        lacks.join(" und ")
    )
}

/// Records the plan, if it may be; returns what was done in words.
async fn record(
    db: &Db,
    clock: Clock,
    options: &StatusImport,
    name: &str,
    plan: &Plan,
) -> Result<String, Refusal> {
    if options.dry_run {
        return Ok("Nur geprüft: Es wurde nichts geändert.".into());
    }
    if plan.rows.refused > 0 && !options.only_good {
        return Err(format!(
            "{}: Es wurde nichts geändert. Berichtigen Sie die Tabelle, oder nehmen Sie mit --only-good nur die \
             richtigen Zeilen.",
            app::format::counted(as_u64(plan.rows.refused), "Eine Zeile ist falsch", "Zeilen sind falsch")
        ));
    }
    if plan.entries.is_empty() {
        return Ok("Es gibt nichts einzutragen.".into());
    }
    let batch = NewBatch { kind: BatchKind::Import, source: name.to_owned() };
    match db.record_batch(&batch, &plan.entries, &actor(), clock.now()).await {
        Ok(batch) => {
            let entries = app::format::counted(batch.entries, "ein Eintrag", "Einträge");
            Ok(format!("Eingetragen: {entries}, zusammen als Nummer {}.", batch.id))
        }
        Err(BatchError::Stale(_)) => {
            Err("Inzwischen hat jemand anderes etwas eingetragen; es wurde nichts geändert. \
                                          Rufen Sie den Befehl noch einmal auf."
                .into())
        }
        Err(BatchError::NotAllowed) => Err("Das ist hier nicht erlaubt; es wurde nichts geändert.".into()),
        Err(BatchError::Store(error)) => Err(failed(&error)),
    }
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Says on stderr how far it is, once it takes longer than a moment.
struct Progress {
    began: Instant,
    told: Duration,
}

impl Progress {
    const STEP: Duration = Duration::from_secs(1);

    fn new() -> Self {
        Self { began: Instant::now(), told: Duration::ZERO }
    }

    fn tell(&mut self, done: usize, total: usize) {
        let now = self.began.elapsed();
        if now >= self.told + Self::STEP {
            self.told = now;
            let (done, total) = (app::format::number(as_u64(done)), app::format::number(as_u64(total)));
            eprintln!("{done} von {total} Zeilen gelesen");
        }
    }
}
