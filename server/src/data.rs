//! Figures and lists as sheets: XLSX, CSV for German Excel and CSV for programs.
//!
//! What there is stands in one table, with who may have it and what makes it. Each name has three addresses:
//! `/daten/NAME.xlsx`, `/daten/NAME.csv` and `/daten/NAME.maschine.csv`. The order of the columns is a contract with
//! whoever computes with them: new ones come last. `docs/spalten.md` tells all of them, and a test compares it.

pub(crate) mod about;
mod authorities;
mod blockers;
mod bodies;
mod bridge;
mod changes;
mod communes;
mod coverage;
mod decide;
mod findings;
mod letters;
mod log;
mod management;
mod map;
mod measures;
mod mine;
mod people;
mod programme;
mod promises;
mod sheet;
mod workshops;

use app::context::Page;
use app::figures::Filter;
use axum::Extension;
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use sheets::write::{Variant, to_csv, to_xlsx};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::pages;
use crate::rights::{Rule, Who, look};
use crate::state::AppState;
use sheet::Sheet;

/// The type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Who asks for a sheet, and what it is made from.
struct Asked {
    state: AppState,
    guest: Guest,
    page: Page,
}

impl Asked {
    /// Whether whoever asks may see more than the published figures.
    fn is_inside(&self) -> bool {
        self.guest.visitor.is_inside(self.page.is_demo)
    }

    /// The filter of the address. A sheet that is carried away shows nobody what was replaced in it, so that a
    /// parameter that cannot be used is refused.
    fn filter(&self) -> Result<Filter, AppError> {
        let (filter, ignored) = self.page.filter();
        if ignored.is_empty() { Ok(filter) } else { Err(AppError::Parameter) }
    }
}

/// In which form a sheet is wanted.
#[derive(Clone, Copy)]
enum Form {
    Workbook,
    Csv(Variant),
}

/// The sheets: name, who may have it, what makes it; `(wait)` where more is read than the figures.
macro_rules! sheets {
    ($($name:literal $who:ident $(($how:ident))? $make:path;)*) => {
        /// Who may have which sheet.
        pub(crate) const RULES: &[Rule] = &[$(
            look(concat!("/daten/", $name, ".csv"), Who::$who),
            look(concat!("/daten/", $name, ".maschine.csv"), Who::$who),
            look(concat!("/daten/", $name, ".xlsx"), Who::$who),
        )*];

        /// Every sheet in every form.
        pub(crate) fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
            vec![$(
                (concat!("/daten/", $name, ".csv"), sheets!(@route Form::Csv(Variant::Excel), $(($how))? $make)),
                (concat!("/daten/", $name, ".maschine.csv"), sheets!(@route Form::Csv(Variant::Machine), $(($how))? $make)),
                (concat!("/daten/", $name, ".xlsx"), sheets!(@route Form::Workbook, $(($how))? $make)),
            )*]
        }
    };
    (@route $form:expr, $(($how:ident))? $make:path) => {
        get(|State(state): State<AppState>, Extension(guest): Extension<Guest>, uri: Uri| async move {
            let page = pages::page(&state, &uri).await?;
            let asked = Asked { state, guest, page };
            let sheet = sheets!(@make $(($how))? $make, &asked);
            deliver(sheet?, &asked.page, $form).await
        })
    };
    (@make (wait) $make:path, $asked:expr) => { $make($asked).await };
    (@make $make:path, $asked:expr) => { $make($asked) };
}

sheets! {
    "verlauf" Readers coverage::series;
    "zusagen" Readers coverage::commitments;
    "leistungen" Readers coverage::services;
    "gebiete" Readers coverage::parts;
    "kreise" Readers coverage::kreise;
    "kommunen" Readers communes::communes;
    "behoerden" Readers authorities::authorities;
    "stand" Readers authorities::status_sheet;
    "behoerdenarten" Readers authorities::classes;
    "ziele" Readers programme::targets;
    "tempo" Readers programme::pace;
    "zielabstand" Readers programme::gaps;
    "definitionen" Readers programme::definitions;
    "stichtage" Readers programme::reporting_days;
    "stichtag" Readers programme::reporting_day;
    "aenderungen" Readers changes::latest;
    "zustaendigkeiten" Readers bodies::services;
    "mitglieder" Readers bodies::members;
    "starttermine" Readers promises::starts;
    "verzug" Readers promises::slips;
    "bruecke" Readers bridge::parts;
    "bewegungen" Readers bridge::moves;
    "karte" Readers map::communes;
    "eintraege" Insiders bodies::history;
    "hindernisse" Insiders blockers::blockers;
    "wartende" Insiders blockers::groups;
    "betroffene" Insiders blockers::members;
    "dauer" Insiders decide::durations;
    "faktoren" Insiders decide::factors;
    "hebel" Insiders decide::levers;
    "wellenplan" Insiders decide::waves;
    "workshops" Insiders workshops::workshops;
    "erkenntnisse" Insiders findings::findings;
    "neues" Insiders findings::harvest;
    "blueprint" Insiders findings::blueprint;
    "massnahmen" Insiders measures::measures;
    "antworten" Insiders management::answers;
    "aufgaben" SignedIn mine::tasks;
    "kriterien" Leads management::criteria;
    "hersteller" Leads management::vendors;
    "benachrichtigungen" Managers (wait) letters::sent;
    "briefe" Managers (wait) letters::due;
    "personen" Admins (wait) people::people;
    "protokoll" Admins (wait) log::audit;
}

/// `GET /daten/vorlage.xlsx`: what is known, to be filled in by authorities and imported again.
pub(crate) async fn template(State(state): State<AppState>, uri: Uri) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let (filter, ignored) = page.filter();
    if !ignored.is_empty() {
        return Err(AppError::Parameter);
    }
    let name = format!("lagebild-vorlage-{}-{}.xlsx", filter.scope, page.today());
    let notes = [about::stages(), about::sources(&page.situation, page.is_demo.0)].concat();
    let template = move || sheets::status::template(&page.situation, filter.scope, page.now, &notes);
    let written = tokio::task::spawn_blocking(template).await;
    let written = written.map_err(|error| AppError::Panicked(error.to_string()))?;
    Ok(download(written.map_err(too_long)?, XLSX, &name))
}

/// The sheet as a file to keep.
async fn deliver(sheet: Sheet, page: &Page, form: Form) -> Result<Response, AppError> {
    let Sheet { file, table } = sheet;
    let (bytes, kind, ending) = match form {
        Form::Csv(variant) => {
            let ending = if variant == Variant::Machine { ".maschine.csv" } else { ".csv" };
            (to_csv(&table, variant), "text/csv; charset=utf-8", ending)
        }
        Form::Workbook => {
            let made_at = page.now;
            // A long list takes a moment, in which others want to be served.
            let made = tokio::task::spawn_blocking(move || to_xlsx(&[table], made_at)).await;
            let made = made.map_err(|error| AppError::Panicked(error.to_string()))?;
            (made.map_err(too_long)?, XLSX, ".xlsx")
        }
    };
    Ok(download(bytes, kind, &format!("{file}{ending}")))
}

/// A list that no workbook holds; CSV holds it.
fn too_long(error: sheets::write::Unwritable) -> AppError {
    match error {
        sheets::write::Unwritable::TooManyRows { .. } => AppError::TooManyRows,
        sheets::write::Unwritable::Failed(error) => AppError::Panicked(error.to_string()),
    }
}

/// An answer that browsers keep as a file.
fn download(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
