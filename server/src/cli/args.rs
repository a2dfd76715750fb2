//! The arguments, with German help and German messages.

mod mail;
mod oidc;
mod status;

use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand, ValueEnum};
use domain::day::DayError;
use domain::{Ars, Day};
use ipnet::IpNet;

use crate::public_url::{PublicUrl, PublicUrlError};

pub(super) use status::{Export, Report, Set, StatusCommand, StatusImport, Template};

const HELP: &str = "\
{before-help}{about-with-newline}
Aufruf: {usage}

{all-args}{after-help}";

/// Lagebild: Wo stehen die digitalen Fokusleistungen in den Kommunen?
#[derive(Debug, Parser)]
#[command(
    name = "lagebild",
    version,
    help_template = HELP,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true,
    subcommand_help_heading = "Befehle",
    subcommand_value_name = "BEFEHL",
    next_help_heading = "Optionen"
)]
pub(super) struct Args {
    /// Datenbank, sqlite:DATEI oder postgres://…; ohne Angabe LAGEBILD_DATABASE oder sqlite:lagebild.db
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "LAGEBILD_DATABASE",
        default_value = "sqlite:lagebild.db",
        hide_env = true,
        hide_default_value = true
    )]
    pub(super) database: String,
    /// Stellt die Uhr auf diesen Tag, nur in der Demonstration
    #[arg(long, global = true, value_name = "TAG", value_parser = day)]
    pub(super) today: Option<Day>,
    /// Zeigt diese Hilfe
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// Zeigt die Version
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Startet den Webserver
    #[command(help_template = HELP)]
    Serve(Serve),
    /// Füllt eine leere Datenbank mit erfundenen Ständen bis heute
    #[command(help_template = HELP)]
    Demo,
    /// Amtliches Gemeindeverzeichnis einlesen und ansehen
    #[command(subcommand, help_template = HELP, subcommand_help_heading = "Befehle", subcommand_value_name = "BEFEHL")]
    Register(RegisterCommand),
    /// Gemeindegrenzen für die Karte einlesen
    #[command(subcommand, help_template = HELP, subcommand_help_heading = "Befehle", subcommand_value_name = "BEFEHL")]
    Boundaries(BoundariesCommand),
    /// Stände eintragen, einzeln oder aus einer Tabelle, und als Tabelle mitnehmen
    #[command(subcommand, help_template = HELP, subcommand_help_heading = "Befehle", subcommand_value_name = "BEFEHL")]
    Status(StatusCommand),
    /// Verschickt fällige Erinnerungen, Wochenberichte und Hinweise auf Fristen
    #[command(help_template = HELP)]
    Notify(Notify),
    /// Abdeckung in Behörden, Kommunen und Menschen ausgeben
    #[command(help_template = HELP)]
    Coverage(Coverage),
    /// Schreibt ein Lagebild zum Drucken und Weitergeben als PDF (barrierefrei, PDF/UA)
    #[command(help_template = HELP)]
    Briefing(Briefing),
    /// Das Protokoll prüfen und alte Zeilen löschen
    #[command(subcommand, help_template = HELP, subcommand_help_heading = "Befehle", subcommand_value_name = "BEFEHL")]
    Audit(AuditCommand),
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(super) struct Serve {
    /// Adresse, an der gelauscht wird, Port 0 wählt einen freien; ohne Angabe LAGEBILD_LISTEN oder 127.0.0.1:3000
    #[arg(
        long,
        value_name = "ADRESSE",
        env = "LAGEBILD_LISTEN",
        default_value = "127.0.0.1:3000",
        hide_env = true,
        hide_default_value = true
    )]
    pub(super) listen: String,
    /// Adresse, unter der Browser Lagebild erreichen, https://…; ohne Angabe LAGEBILD_PUBLIC_URL oder nur dieser Rechner
    #[arg(
        long,
        value_name = "URL",
        env = "LAGEBILD_PUBLIC_URL",
        hide_env = true,
        value_parser = public_url
    )]
    pub(super) public_url: Option<PublicUrl>,
    /// Eigene Proxys, Adressen oder Netze mit Komma getrennt, deren X-Forwarded-For gilt; ohne Angabe LAGEBILD_TRUSTED_PROXY
    #[arg(
        long,
        value_name = "ADRESSE",
        env = "LAGEBILD_TRUSTED_PROXY",
        hide_env = true,
        value_delimiter = ',',
        value_parser = net
    )]
    pub(super) trusted_proxy: Vec<IpNet>,
    /// Ordner mit impressum.md, datenschutz.md und barrierefreiheit.md; ohne Angabe LAGEBILD_TEXTS
    #[arg(long, value_name = "ORDNER", env = "LAGEBILD_TEXTS", hide_env = true)]
    pub(super) texts: Option<PathBuf>,
    /// Wer nicht angemeldet ist, darf die Zahlen lesen; ohne Angabe LAGEBILD_PUBLIC_READING oder niemand
    #[arg(long, env = "LAGEBILD_PUBLIC_READING", hide_env = true)]
    pub(super) public_reading: bool,
    #[command(flatten)]
    pub(super) mail: mail::MailArgs,
    #[command(flatten)]
    pub(super) oidc: oidc::OidcArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum RegisterCommand {
    /// Liest eine Datei GV100AD ein und sagt vorher, was sich ändert
    #[command(help_template = HELP)]
    Import(Import),
    /// Zeigt die eingelesenen Register, oder eine Körperschaft und ihre Zuständigkeiten
    #[command(help_template = HELP)]
    Show {
        /// ARS oder AGS
        #[arg(value_name = "SCHLÜSSEL", help_heading = "Argumente")]
        key: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(super) struct Import {
    /// Datei GV100AD des Statistischen Bundesamts
    #[arg(value_name = "DATEI", help_heading = "Argumente")]
    pub(super) file: PathBuf,
    /// Zweistelliger Schlüssel des Landes; ohne Angabe 09, Bayern
    #[arg(long, value_name = "LAND", default_value = "09", hide_default_value = true, value_parser = land)]
    pub(super) land: Ars,
    /// Sagt nur, was sich ändern würde
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum BoundariesCommand {
    /// Liest Gemeindegrenzen ein, vereinfacht sie und sagt, was sich nicht zuordnen lässt
    #[command(help_template = HELP)]
    Import(BoundariesImport),
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(super) struct BoundariesImport {
    /// Shape-Datei (.shp, daneben .dbf) oder GeoJSON mit AGS oder ARS, in beliebigen Koordinaten
    #[arg(value_name = "DATEI", help_heading = "Argumente")]
    pub(super) file: PathBuf,
    /// Quellenvermerk, wie ihn die Lizenz verlangt; er steht unter der Karte
    #[arg(long, value_name = "TEXT")]
    pub(super) source: Option<String>,
    /// Sagt nur, was sich ändern würde
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(super) struct Notify {
    /// Sagt nur, wer was bekäme
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Adresse, unter der Browser Lagebild erreichen, für die Links; ohne Angabe LAGEBILD_PUBLIC_URL
    #[arg(long, value_name = "URL", env = "LAGEBILD_PUBLIC_URL", hide_env = true, value_parser = public_url)]
    pub(super) public_url: Option<PublicUrl>,
    #[command(flatten)]
    pub(super) mail: mail::MailArgs,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(super) struct Coverage {
    /// Nur diese Leistung
    #[arg(long, value_name = "LEISTUNG", conflicts_with = "commitment")]
    pub(super) service: Option<String>,
    /// Nur diese Zusage
    #[arg(long, value_name = "ZUSAGE")]
    pub(super) commitment: Option<String>,
    /// Stand dieses Tages; ohne Angabe heute
    #[arg(long, value_name = "TAG", value_parser = day)]
    pub(super) on: Option<Day>,
    /// Nur was bis zu diesem Tag eingetragen war
    #[arg(long, value_name = "TAG", value_parser = day)]
    pub(super) known_on: Option<Day>,
    /// Land, Regierungsbezirk, Kreis, VG oder Kommune; ohne Angabe das ganze Land
    #[arg(long, value_name = "SCHLÜSSEL")]
    pub(super) scope: Option<String>,
    /// json, csv oder table; ohne Angabe table
    #[arg(
        long,
        value_name = "FORM",
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(super) struct Briefing {
    /// Datei, die geschrieben wird
    #[arg(value_name = "DATEI.pdf", help_heading = "Argumente")]
    pub(super) file: PathBuf,
    /// Land, Regierungsbezirk, Kreis, VG oder Kommune; ohne Angabe das ganze Land
    #[arg(long, value_name = "SCHLÜSSEL")]
    pub(super) scope: Option<String>,
    /// Stand dieses Tages; ohne Angabe heute
    #[arg(long, value_name = "TAG", value_parser = day)]
    pub(super) on: Option<Day>,
}

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Prüft, ob jede Zeile noch so ist, wie sie geschrieben wurde, und nennt Anzahl und Kopf der Kette
    #[command(help_template = HELP)]
    Verify,
    /// Löscht die ältesten Zeilen; das Protokoll hält es fest
    #[command(help_template = HELP)]
    Drop(Drop),
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Optionen")]
pub(super) struct Drop {
    /// Löscht, was vor diesem Tag aufgezeichnet wurde
    #[arg(long, value_name = "TAG", value_parser = day)]
    pub(super) before: Day,
    /// Sagt nur, wie viele Zeilen es wären
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    Json,
    Csv,
    Table,
}

/// What was given. A variable of the environment that is there but empty counts as not given.
fn given(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|error| match error {
        DayError::NoSuchDay => "diesen Tag gibt es im Kalender nicht".to_owned(),
        DayError::Form => "ein Tag wird als JJJJ-MM-TT oder TT.MM.JJJJ geschrieben".to_owned(),
    })
}

fn public_url(text: &str) -> Result<PublicUrl, String> {
    text.parse().map_err(|error| {
        match error {
            PublicUrlError::Form => "schreiben Sie sie mit https:// und Rechnernamen, wie https://lagebild.example",
            PublicUrlError::TooMuch => {
                "nur https://, Rechnername und Port, wie https://lagebild.example; Lagebild steht am Anfang der \
                 Adresse, ohne Pfad, Suchteil oder Anmeldename"
            }
            PublicUrlError::Unprotected => {
                "ohne Verschlüsselung gingen Kennwörter offen durchs Netz; schreiben Sie https:// und stellen Sie \
                 einen Proxy davor, der TLS spricht (http:// gilt nur für localhost, 127.0.0.1 und [::1])"
            }
        }
        .to_owned()
    })
}

fn net(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    text.parse()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| "schreiben Sie eine Adresse wie 10.0.0.5 oder ein Netz wie 10.0.0.0/8".to_owned())
}

fn land(text: &str) -> Result<Ars, String> {
    text.parse::<Ars>()
        .ok()
        .filter(|ars| ars.level() == domain::Level::Land)
        .ok_or_else(|| "ein Land hat einen zweistelligen Schlüssel, Bayern 09".to_owned())
}

/// The help, without the one English word that clap offers no way to change.
fn in_german(help: &clap::Error) -> String {
    help.to_string().replace("[OPTIONS]", "[OPTIONEN]")
}

/// Prints what clap found wrong, in German, or the help that was asked for.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => StyledStr::to_string(text),
        _ => String::new(),
    };
    let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{}", in_german(error));
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", in_german(error));
            return ExitCode::from(2);
        }
        ErrorKind::MissingRequiredArgument => format!("Es fehlt: {argument}."),
        ErrorKind::MissingSubcommand => "Es fehlt der Befehl.".to_owned(),
        ErrorKind::InvalidSubcommand => {
            format!("Den Befehl „{}“ gibt es nicht.", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("Die Angabe „{argument}“ gibt es hier nicht."),
        ErrorKind::ArgumentConflict => {
            format!("{argument} und {} lassen sich nicht zusammen angeben.", text(ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("Zu {argument} fehlt der Wert."),
        ErrorKind::InvalidValue => {
            format!("„{value}“ passt nicht zu {argument}; möglich sind {}.", text(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("„{value}“ passt nicht zu {argument}: {reason}.")
        }
        _ => error.to_string(),
    };
    eprintln!("{message}\nMehr sagt: lagebild --help");
    ExitCode::from(2)
}
