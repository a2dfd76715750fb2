//! What an import says.

use app::{format, words};
use domain::Day;
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Measure, Scope};
use domain::situation::Situation;
use serde::Serialize;
use sheets::read::Workbook;
use sheets::status::{Heading, Plan, Refused, Source};

use super::as_u64;

/// Faults and remarks printed; the rest is counted.
const SHOWN: usize = 200;
/// Widest column of the table of faults, in characters.
const WIDTH: usize = 40;

/// Everything that is said about an import.
pub(super) struct Said<'a> {
    pub(super) workbook: &'a Workbook,
    pub(super) sources: &'a [Source<'a>],
    /// The names of sheets that are not imported.
    pub(super) left_out: &'a [&'a str],
    pub(super) plan: &'a Plan,
}

/// The answer as JSON. Its fields and their order are a contract.
#[derive(Serialize)]
struct Answer<'a> {
    new: usize,
    changed: usize,
    unchanged: usize,
    refused: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Fault<'a> {
    sheet: &'a str,
    row: u32,
    column: &'a str,
    value: &'a str,
    problem: String,
    suggestion: Option<String>,
}

impl<'a> From<&'a Refused> for Fault<'a> {
    fn from(refused: &'a Refused) -> Self {
        Self {
            sheet: &refused.at.sheet,
            row: refused.at.row,
            column: &refused.column,
            value: &refused.value,
            problem: refused.problem.to_string(),
            suggestion: Some(refused.suggestions.join(" oder ")).filter(|told| !told.is_empty()),
        }
    }
}

impl Said<'_> {
    pub(super) fn print_json(&self) {
        let Plan { new, changed, unchanged, ref refused, .. } = *self.plan;
        let answer = Answer { new, changed, unchanged, refused: refused.iter().map(Fault::from).collect() };
        // Plain numbers and texts always have a form in JSON.
        println!("{}", serde_json::to_string(&answer).unwrap_or_default());
    }

    pub(super) fn print_table(&self, situation: &Situation, today: Day) {
        for note in &self.workbook.notes {
            println!("{note}");
        }
        self.print_sheets();
        self.print_counts();
        self.print_faults();
        self.print_remarks();
        self.print_coverage(situation, today);
    }

    fn print_sheets(&self) {
        for source in self.sources {
            println!("Blatt „{}“", source.sheet.name);
            let quoted = |heading: &Heading| format!("„{}“", heading.text);
            let (repeated, unknown): (Vec<&Heading>, Vec<&Heading>) =
                source.mapping.unknown().partition(|heading| heading.repeats.is_some());
            let passed_over = source.mapping.passed_over().map(|(heading, _)| quoted(heading)).collect();
            for (what, headings) in [
                ("nicht erkannt", unknown.into_iter().map(quoted).collect::<Vec<_>>()),
                ("doppelt, es zählt die erste", repeated.into_iter().map(quoted).collect()),
                ("nicht übernommen", passed_over),
            ] {
                if !headings.is_empty() {
                    println!("  Spalten, {what}: {}", headings.join(", "));
                }
            }
        }
        if !self.left_out.is_empty() {
            println!("Ohne Stände und ausgelassen: {}", self.left_out.join(", "));
        }
    }

    fn print_counts(&self) {
        let Plan { new, changed, unchanged, rows, .. } = self.plan;
        for (what, count) in [
            ("neu", new),
            ("geändert", changed),
            ("unverändert", unchanged),
            ("Zeilen doppelt", &rows.repeated),
            ("Zeilen ohne Angabe", &rows.silent),
            ("Zeilen falsch", &rows.refused),
        ] {
            println!("{:>8} {what}", format::number(as_u64(*count)));
        }
    }

    fn print_faults(&self) {
        let refused = &self.plan.refused;
        if refused.is_empty() {
            return;
        }
        let head = ["Blatt", "Zeile", "Spalte", "Wert", "Vorschlag"].map(str::to_owned);
        let cells = |fault: Fault<'_>| {
            let suggestion = fault.suggestion.unwrap_or_default();
            [fault.sheet, &fault.row.to_string(), fault.column, fault.value, &suggestion].map(in_one_line)
        };
        let shown = || refused.iter().take(SHOWN);
        let lines: Vec<[String; 5]> =
            std::iter::once(head).chain(shown().map(|refused| cells(Fault::from(refused)))).collect();
        let widths: [usize; 5] = std::array::from_fn(|at| {
            let widths = lines.iter().map(|line| line[at].chars().count());
            widths.max().unwrap_or_default()
        });
        let problems = std::iter::once("Was ist falsch?".to_owned())
            .chain(shown().map(|refused| refused.problem.to_string()));
        println!("Fehler ({}):", format::number(as_u64(refused.len())));
        for (line, problem) in lines.iter().zip(problems) {
            let padded = line.iter().zip(widths).map(|(text, width)| format!("{text:<width$}"));
            println!("  {}  {problem}", padded.collect::<Vec<_>>().join("  "));
        }
        print_rest(refused.len(), "weitere; alle nennt --format json");
    }

    fn print_remarks(&self) {
        let remarks = &self.plan.remarks;
        if remarks.is_empty() {
            return;
        }
        println!("Hinweise ({}):", format::number(as_u64(remarks.len())));
        for noted in remarks.iter().take(SHOWN) {
            println!("  {}, Zeile {}: {}", in_one_line(&noted.at.sheet), noted.at.row, noted.remark);
        }
        print_rest(remarks.len(), "weitere");
    }

    /// What coverage becomes, over all services.
    fn print_coverage(&self, situation: &Situation, today: Day) {
        let wanted = [(Selection::Total, Scope::Within(situation.catalogue().land))];
        for (before, after) in self.plan.coverage(situation, &wanted, today) {
            println!("Alle Leistungen live, vorher und nachher:");
            for measure in Measure::ALL {
                let live = |coverage: &Coverage| format::number(coverage.of(measure).live);
                println!("  {:<10} {:>12} {:>12}", words::measure(measure), live(&before), live(&after));
            }
        }
    }
}

fn print_rest(count: usize, words: &str) {
    if count > SHOWN {
        println!("  … und {} {words}", format::number(as_u64(count - SHOWN)));
    }
}

/// The text as one line of a table, cut where it is too long.
fn in_one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
