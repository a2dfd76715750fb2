//! What `lagebild status` takes.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use domain::Day;
use domain::stage::Stage;

use super::{HELP, day};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StatusCommand {
    /// Trägt ein, wie weit eine Behörde mit einer Leistung ist
    #[command(help_template = HELP)]
    Set(Set),
    /// Liest eine Tabelle mit Ständen ein, .xlsx, .ods oder .csv, und sagt, was daran falsch ist
    #[command(help_template = HELP)]
    Import(StatusImport),
    /// Schreibt den Stand jeder Behörde und Leistung in eine Tabelle, die sich wieder einlesen lässt
    #[command(help_template = HELP)]
    Export(Export),
    /// Schreibt eine vorausgefüllte Arbeitsmappe, ein Blatt je Kreis, zum Ausfüllen durch die Kommunen
    #[command(help_template = HELP)]
    Template(Template),
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(in crate::cli) struct Set {
    /// ARS oder AGS der zuständigen Behörde
    #[arg(long, value_name = "SCHLÜSSEL")]
    pub(in crate::cli) authority: String,
    /// Leistung, zum Beispiel wohnsitzanmeldung
    #[arg(long, value_name = "LEISTUNG")]
    pub(in crate::cli) service: String,
    /// unknown, not_started, ordered, preparing, testing, pilot, live oder suspended
    #[arg(long, value_name = "STAND", value_parser = stage)]
    pub(in crate::cli) stage: Stage,
    /// Seit wann es gilt; ohne Angabe heute
    #[arg(long, value_name = "TAG", value_parser = day)]
    pub(in crate::cli) effective_on: Option<Day>,
    /// Bemerkung, höchstens 4.000 Zeichen
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(in crate::cli) struct StatusImport {
    /// Tabelle, eine Zeile je Behörde oder Kommune und Leistung
    #[arg(value_name = "DATEI", help_heading = "Argumente")]
    pub(in crate::cli) file: PathBuf,
    /// Nur dieses Blatt; ohne Angabe alle, die wie eine Tabelle mit Ständen aussehen
    #[arg(long, value_name = "BLATT")]
    pub(in crate::cli) sheet: Option<String>,
    /// Sagt nur, was sich ändern würde
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Trägt die richtigen Zeilen ein, auch wenn andere falsch sind
    #[arg(long)]
    pub(in crate::cli) only_good: bool,
    /// json oder table; ohne Angabe table
    #[arg(
        long,
        value_name = "FORM",
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: Report,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(in crate::cli) struct Export {
    /// Datei, die geschrieben wird: .xlsx oder .csv
    #[arg(value_name = "DATEI", help_heading = "Argumente")]
    pub(in crate::cli) file: PathBuf,
    /// CSV für Programme: Komma, ohne BOM, Tage als JJJJ-MM-TT
    #[arg(long)]
    pub(in crate::cli) machine: bool,
    /// Nur diese Leistung
    #[arg(long, value_name = "LEISTUNG", conflicts_with = "commitment")]
    pub(in crate::cli) service: Option<String>,
    /// Nur diese Zusage
    #[arg(long, value_name = "ZUSAGE")]
    pub(in crate::cli) commitment: Option<String>,
    /// Stand dieses Tages; ohne Angabe heute
    #[arg(long, value_name = "TAG", value_parser = day)]
    pub(in crate::cli) on: Option<Day>,
    /// Land, Regierungsbezirk, Kreis, VG oder Kommune; ohne Angabe das ganze Land
    #[arg(long, value_name = "SCHLÜSSEL")]
    pub(in crate::cli) scope: Option<String>,
    /// Ersetzt die Datei, wenn es sie schon gibt
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(in crate::cli) struct Template {
    /// Datei, die geschrieben wird: .xlsx
    #[arg(value_name = "DATEI", help_heading = "Argumente")]
    pub(in crate::cli) file: PathBuf,
    /// Land, Regierungsbezirk oder Kreis; ohne Angabe das ganze Land
    #[arg(long, value_name = "SCHLÜSSEL")]
    pub(in crate::cli) scope: Option<String>,
    /// Ersetzt die Datei, wenn es sie schon gibt
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Report {
    Json,
    Table,
}

fn stage(text: &str) -> Result<Stage, String> {
    text.parse().map_err(|_| {
        format!("diesen Stand gibt es nicht; möglich sind {}", Stage::ALL.map(Stage::as_str).join(", "))
    })
}
