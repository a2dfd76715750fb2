//! A workbook to hand to authorities: a sheet for each Kreis with a row for each authority and service, filled with
//! what is known, to be filled in and imported again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::catalogue::Selection;
use domain::entry::{FIRST_YEAR, LINK_MAX, NOTE_MAX, VENDOR_MAX};
use domain::rollout::{RolloutKey, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::text::sort_key;
use domain::{Ars, BodyKind, Day};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, Format, FormatAlign, Formula, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::export::{Wanted, cell, rollouts};
use super::{Column, stages};
use crate::write::{Unwritable, Value, properties, put, sheet_name};

/// The columns of the template: whom a row is about, then what is to be filled in.
const COLUMNS: [Column; 12] = [
    Column::Ars,
    Column::Authority,
    Column::Service,
    Column::Leika,
    Column::Stage,
    Column::EffectiveOn,
    Column::PlannedOn,
    Column::LiveSince,
    Column::Vendor,
    Column::Link,
    Column::Note,
    Column::ConfirmedOn,
];
/// So many of them say whom a row is about.
const FIXED: u16 = 4;
/// The towns that are their own Kreis share a sheet: each has six rows at most.
const TOWNS: &str = "Kreisfreie Städte";
/// The first sheet.
const GUIDE: &str = "Anleitung";

/// The workbook for a scope. `notes` stands below what is to be done: what the stages mean, where the rest comes from.
pub fn template(
    situation: &Situation,
    scope: Ars,
    made_at: DateTime<Utc>,
    notes: &[(String, String)],
) -> Result<Vec<u8>, Unwritable> {
    let today = Day::of(made_at);
    let wanted =
        Wanted { selection: Selection::Total, scope, viewpoint: Viewpoint::on(today), is_inside: false };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("Vorlage: Stand der Leistungen", made_at)?);
    guide(workbook.add_worksheet(), today, notes)?;
    let mut names = vec![GUIDE.to_owned()];
    for (name, rollouts) in by_kreis(situation, &wanted) {
        let name = sheet_name(&name, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        fill(sheet, situation, &wanted, &rollouts)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The rollouts of each sheet, by name of the Kreis, the towns last.
fn by_kreis(situation: &Situation, wanted: &Wanted) -> Vec<(String, Vec<RolloutKey>)> {
    let on = wanted.viewpoint.on;
    let register = situation.responsibilities(on).register();
    let mut sheets: BTreeMap<(bool, String, String), Vec<RolloutKey>> = BTreeMap::new();
    for rollout in rollouts(situation, &wanted.selection, &wanted.scope, on) {
        let kreis = register.kreis_of(&rollout.authority);
        let kreis = kreis.filter(|kreis| kreis.kind != BodyKind::KreisfreieStadt);
        let key = kreis.map_or_else(
            || (true, String::new(), TOWNS.to_owned()),
            |kreis| (false, sort_key(&kreis.name), kreis.name.clone()),
        );
        sheets.entry(key).or_default().push(rollout);
    }
    sheets.into_iter().map(|((.., name), rollouts)| (name, rollouts)).collect()
}

/// How to fill it in. In one column, so that nothing in it looks like a table.
fn guide(sheet: &mut Worksheet, today: Day, notes: &[(String, String)]) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_font_size(14);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(GUIDE)?.set_column_width(0, 110)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, "So füllen Sie diese Vorlage aus", &heading)?;
    let (year, month, day) = today.ymd();
    let lines = [
        format!("Die Vorlage zeigt, was am {day:02}.{month:02}.{year:04} bekannt war. Jeder Kreis hat ein Blatt, die kreisfreien Städte haben zusammen eines. Suchen Sie dort Ihre Behörde; für jede Leistung, für die sie zuständig ist, steht eine Zeile."),
        "Ändern Sie nur die weißen Felder. Die grauen sagen, um wen und um welche Leistung es geht; sie sind gesperrt, ein Kennwort gibt es nicht.".to_owned(),
        "Status: Wählen Sie aus der Liste, wie weit Sie sind. Was die Wörter bedeuten, steht unten.".to_owned(),
        "Gilt seit: der Tag, seit dem der neue Status gilt. Bei „live“ tragen Sie ihn unter „Live seit“ ein. Bleibt er stehen oder leer, gilt der Status ab dem Tag, an dem die Tabelle eingelesen wird.".to_owned(),
        "Geplant zum: der Tag, an dem die Leistung starten soll. Verschiebt sich ein Termin, schreiben Sie unter „Bemerkung“, warum.".to_owned(),
        "Hersteller: wer das Fachverfahren oder den Dienst herstellt oder betreibt. Adresse: die Internetadresse des Onlinedienstes, mit https:// am Anfang.".to_owned(),
        "Bemerkung: was man sonst wissen muss. Bitte keine Namen von Personen.".to_owned(),
        "Hat sich nichts geändert, tragen Sie nur unter „bestätigt am“ das heutige Datum ein.".to_owned(),
        "Ein leeres Feld ändert nichts: Was dort bisher bekannt ist, bleibt. Fügen Sie keine Spalten ein und benennen Sie keine um; Zeilen, die Sie nichts angehen, lassen Sie einfach stehen.".to_owned(),
    ];
    let notes = notes.iter().map(|(name, said)| format!("{name}: {said}"));
    for (row, line) in (2_u32..).zip(lines.into_iter().chain([String::new()]).chain(notes)) {
        sheet.write_string_with_format(row, 0, line, &text)?;
    }
    Ok(())
}

fn fill(
    sheet: &mut Worksheet,
    situation: &Situation,
    wanted: &Wanted,
    rollouts: &[RolloutKey],
) -> Result<(), XlsxError> {
    let grey = Color::RGB(0x00EE_EFF2);
    let head = Format::new().set_bold().set_text_wrap().set_background_color(grey);
    let last = u32::try_from(rollouts.len()).unwrap_or(u32::MAX);
    for (at, column) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(at, width(column))?;
        sheet.write_string_with_format(0, at, column.heading(), &head)?;
        let plain = Format::new().set_align(FormatAlign::Top).set_num_format(format_of(column));
        let format =
            if at < FIXED { plain.set_background_color(grey) } else { plain.set_unlocked().set_text_wrap() };
        for (row, rollout) in (1_u32..).zip(rollouts) {
            let value = match column {
                // A remark is about one entry and not about the next.
                Column::Note => Value::Empty,
                column => cell(situation, wanted, rollout, column),
            };
            put(sheet, (row, at), &value, &format)?;
        }
        if let Some(rule) = validation(column)? {
            sheet.add_data_validation(1, at, last.max(1), at, &rule)?;
        }
    }
    sheet.autofilter(0, 0, last, u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX))?;
    sheet.set_freeze_panes(1, FIXED)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

const fn width(column: Column) -> f64 {
    match column {
        Column::Ars | Column::Leika => 16.0,
        Column::Authority | Column::Service => 32.0,
        Column::Vendor => 28.0,
        Column::Link | Column::Note => 40.0,
        Column::Stage => 18.0,
        _ => 13.0,
    }
}

const fn format_of(column: Column) -> &'static str {
    match column {
        Column::Ars | Column::Leika => "@",
        column if column.is_day() => "dd.mm.yyyy",
        _ => "General",
    }
}

/// What may be typed into a column, and what is said otherwise.
fn validation(column: Column) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    let at_most =
        |most: usize| DataValidationRule::LessThanOrEqualTo(u32::try_from(most).unwrap_or(u32::MAX));
    let first = || Formula::new(format!("DATE({FIRST_YEAR},1,1)"));
    let rule = match column {
        Column::Stage => rule
            .allow_list_strings(&Stage::ALL.map(stages::name))?
            .set_error_title("Diesen Status gibt es nicht")?
            .set_error_message("Wählen Sie einen aus der Liste.")?,
        Column::EffectiveOn | Column::LiveSince | Column::ConfirmedOn => rule
            .allow_date_formula(DataValidationRule::Between(first(), Formula::new("TODAY()")))
            .set_error_title("Diesen Tag gibt es nicht")?
            .set_error_message(
                "Tragen Sie einen Tag ein, der nicht in der Zukunft liegt, zum Beispiel 31.10.2026.",
            )?,
        Column::PlannedOn => rule
            .allow_date_formula(DataValidationRule::Between(first(), Formula::new("TODAY()+9000")))
            .set_error_title("Diesen Tag gibt es nicht")?
            .set_error_message("Tragen Sie einen Tag ein, zum Beispiel 31.12.2026.")?,
        Column::Vendor | Column::Link | Column::Note => {
            let most = match column {
                Column::Vendor => VENDOR_MAX,
                Column::Link => LINK_MAX,
                _ => NOTE_MAX,
            };
            rule.allow_text_length(at_most(most))
                .set_error_title("Das ist zu lang")?
                .set_error_message(format!("Höchstens {most} Zeichen haben Platz."))?
        }
        _ => return Ok(None),
    };
    Ok(Some(rule))
}
