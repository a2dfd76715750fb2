//! Who did what.

use app::audit::{AuditFilter, deed, lines, subject, who};
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::audit::{entry, query};
use crate::failure::AppError;

/// Every row of the audit that is found, newest first.
pub(super) async fn audit(asked: &Asked) -> Result<Sheet, AppError> {
    let (state, page) = (&asked.state, &asked.page);
    let (filter, mut unused) = AuditFilter::read(page);
    let names = state.db.actors().await?;
    let query = query(state, page, &filter, &names, &mut unused).await?;
    // As with figures: a sheet that is carried away shows nobody what was replaced in it.
    if !unused.is_empty() {
        return Err(AppError::Parameter);
    }
    let (rows, _) = state.db.audit(&query, 0, u32::MAX as usize).await?;
    let head = [
        ("Zeile", "Nummer der Zeile im Protokoll"),
        ("Wann", "Wann es aufgezeichnet wurde"),
        ("Wer", "Wer es getan hat"),
        ("Was", "Was getan wurde"),
        ("Woran", "Woran es getan wurde"),
        ("Von was zu was", "Was sich dadurch geändert hat"),
        ("Vorgang", "Kennwort des Vorgangs"),
        ("Schlüssel", "Kennung dessen, woran es getan wurde"),
        ("Wortlaut", "Die Zeile, wie sie aufgezeichnet ist"),
        ("Prüfsumme", "Verkettet die Zeile mit der davor"),
    ];
    let mut sheet = Sheet::new(page, "protokoll", "Protokoll", &head);
    for row in rows.into_iter().map(entry) {
        let told: Vec<String> = lines(&row.detail, page)
            .into_iter()
            .map(
                |line| {
                    if line.label.is_empty() { line.text } else { format!("{}: {}", line.label, line.text) }
                },
            )
            .collect();
        sheet.row([
            Value::key(&row.id),
            Value::Moment(row.recorded_at),
            who(&row.actor, &names).into(),
            deed(&row.action).into(),
            subject(&row.subject, &row.actor, page, &names).text.into(),
            told.join("; ").into(),
            row.action.into(),
            row.subject.into(),
            row.detail.into(),
            row.hash.into(),
        ]);
    }
    Ok(sheet)
}
