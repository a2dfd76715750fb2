//! Letters that remind: what was sent, and what would be now.

use app::words;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;
use crate::notify::preview;

/// How many people got which letter on which day.
pub(super) async fn sent(asked: &Asked) -> Result<Sheet, AppError> {
    let head = [
        ("Tag", "Wann die Briefe verschickt wurden; die letzten vier Wochen"),
        ("Brief", "Welche Art"),
        ("Personen", "Wie viele Personen ihn bekommen haben"),
    ];
    let mut sheet = Sheet::new(&asked.page, "benachrichtigungen", "Verschickte Briefe", &head);
    for sent in preview::sent(&asked.state).await? {
        sheet.row([sent.on.into(), words::letter_kind(sent.kind).into(), sent.people.into()]);
    }
    Ok(sheet)
}

/// Who would get which letter now.
pub(super) async fn due(asked: &Asked) -> Result<Sheet, AppError> {
    let head = [
        ("Name", "Wer den Brief bekäme"),
        ("E-Mail", "An welche Adresse"),
        ("Brief", "Welche Art"),
        ("Betreff", "Wie er überschrieben ist"),
        ("Grund", "Warum er fällig ist"),
    ];
    let mut sheet = Sheet::new(&asked.page, "briefe", "Fällige Briefe", &head);
    for letter in preview::planned(&asked.state).await? {
        sheet.row([
            letter.name.to_string().into(),
            letter.email.to_string().into(),
            words::letter_kind(letter.kind).into(),
            letter.subject.into(),
            letter.reason.into(),
        ]);
    }
    Ok(sheet)
}
