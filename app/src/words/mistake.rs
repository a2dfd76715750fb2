//! Words about what is wrong with a form.

use domain::day::DayError;
use domain::entry::{FIRST_YEAR, Problem};
use domain::people::{NAME_MAX, PasswordProblem, PersonNameError, Role};

use super::people::role;
use crate::form::Mistake;
use crate::format;

/// What is wrong with a form, and what to do about it.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a list: a line or two for each mistake")]
pub fn mistake(field: Option<&str>, mistake: &Mistake) -> String {
    match mistake {
        Mistake::Missing => missing(field.unwrap_or_default()).into(),
        Mistake::MissingDay => "Geben Sie ein Datum an, zum Beispiel 23.11.2026.".into(),
        Mistake::MissingChoice if field == Some("members") => {
            "Wählen Sie mindestens eine Leistung einer Behörde aus.".into()
        }
        Mistake::MissingChoice => "Wählen Sie eine der Möglichkeiten aus.".into(),
        Mistake::NothingChosen => {
            "Wählen Sie mindestens eine Zeile aus, oder ändern Sie die ganze Liste auf einmal.".into()
        }
        Mistake::NoSuchChoice => {
            "Was gewählt war, gibt es hier nicht oder nicht mehr. Wählen Sie aus dem, was angeboten wird.".into()
        }
        Mistake::Number => "Geben Sie eine ganze Zahl an, nur Ziffern.".into(),
        Mistake::Field(problem) => typed(*problem),
        Mistake::Before(day) => {
            format!("Dieser Tag liegt vor dem {}. Geben Sie denselben oder einen späteren Tag an.", format::day(*day))
        }
        Mistake::After(day) => {
            format!("Dieser Tag liegt nach dem {}. Geben Sie denselben oder einen früheren Tag an.", format::day(*day))
        }
        Mistake::Exempt(first, last) => format!(
            "Vom {} bis {} gilt schon eine Ausnahme. Beenden Sie sie zuerst, oder wählen Sie andere Tage.",
            format::day(*first),
            format::day(*last)
        ),
        Mistake::Share => "Geben Sie einen Anteil zwischen 0 und 100 an, zum Beispiel 80 oder 92,5.".into(),
        Mistake::TargetContradicts(due, permille) => format!(
            "Für dasselbe sind am {} schon {} vereinbart. Wählen Sie einen anderen Tag, und später nicht weniger als \
             vorher; oder nehmen Sie das andere Ziel zuerst zurück.",
            format::day(*due),
            format::permille(*permille)
        ),
        Mistake::NameTaken => "Diesen Namen gibt es schon. Wählen Sie einen anderen.".into(),
        Mistake::NotOver => {
            "Dieser Tag ist noch nicht zu Ende: Was heute eingetragen wird, könnte die Zahlen noch ändern. Wählen Sie \
             gestern oder einen früheren Tag."
                .into()
        }
        Mistake::Days(most) => format!(
            "Geben Sie eine ganze Zahl von 1 bis {} an, oder lassen Sie das Feld leer.",
            format::number(u64::from(*most))
        ),
        Mistake::NotATime => "Schreiben Sie die Uhrzeit wie 14:30.".into(),
        Mistake::EndsTooEarly => "Das Ende liegt vor dem Beginn. Prüfen Sie beide Uhrzeiten.".into(),
        Mistake::Contradicted(day, stage) => format!(
            "Für den {day} ist schon „{}“ eingetragen. Geben Sie diesen oder einen späteren Tag an.",
            super::stage(*stage),
            day = format::day(*day)
        ),
        Mistake::NotAnEmail => "Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@gemeinde.de.".into(),
        Mistake::EmailTaken => {
            "Zu dieser E-Mail-Adresse gibt es schon ein Konto. Ein zweites ist nicht nötig; die Rechte des \
             vorhandenen ändert die Administration."
                .into()
        }
        Mistake::Name(_)
        | Mistake::Password(_)
        | Mistake::WrongPassword
        | Mistake::SignIn
        | Mistake::TooMany(_) => about_account(mistake),
        Mistake::NoRole => "Wählen Sie mindestens eine Rolle aus.".into(),
        Mistake::NoTerritory => {
            "Ein Kommunalkontakt braucht mindestens eine Behörde. Geben Sie ihren Namen, AGS oder ARS an.".into()
        }
        Mistake::NoSuchBody(close) if close.is_empty() => {
            "Diese Behörde gibt es im Register nicht. Prüfen Sie die Schreibweise, oder geben Sie den AGS oder ARS an."
                .into()
        }
        Mistake::NoSuchBody(close) => {
            format!("Welche Behörde ist gemeint? Ähnlich heißen: {}.", close.join(", "))
        }
        Mistake::NotYours => {
            "Diese Rechte dürfen Sie nicht vergeben. Wählen Sie nur, was Sie selbst haben, oder fragen Sie die \
             Administration."
                .into()
        }
        Mistake::VendorTaken(name) => format!(
            "Dieser Name gehört schon zu „{name}“. Sind beide dasselbe Unternehmen, führen Sie sie zusammen, statt \
             umzubenennen."
        ),
        Mistake::ForeignBody(name) => {
            format!("Für {name} dürfen Sie nichts melden. Sie melden für die Behörden, für die Sie eingetragen sind.")
        }
        Mistake::Over => {
            "Das geht nicht mehr: Jemand anderes hat es schon behoben, wieder geöffnet oder zurückgenommen. Prüfen Sie, \
             was jetzt gilt."
                .into()
        }
        Mistake::NobodyToRemind => {
            "Mit dieser E-Mail-Adresse lässt sich hier niemand erinnern. Prüfen Sie die Schreibweise, oder lassen Sie das Feld leer."
                .into()
        }
        Mistake::NoSuchFinding => "Diese Erkenntnis gibt es nicht. Prüfen Sie die Nummer.".into(),
        Mistake::SameFinding => {
            "Beide zählen schon als eine Erkenntnis. Geben Sie die Nummer einer anderen an.".into()
        }
        Mistake::InBlueprint => {
            "Diese Erkenntnis steht im Blueprint. Führen Sie die andere mit ihr zusammen, oder nehmen Sie sie vorher \
             heraus."
                .into()
        }
        Mistake::NoSuchBlocker => {
            "Dieses Hindernis gibt es nicht. Wählen Sie eines aus den Vorschlägen, oder lassen Sie das Feld leer."
                .into()
        }
        Mistake::LastAdmin => {
            "Das ist das letzte Konto mit der Rolle Administration. Geben Sie die Rolle zuerst einer anderen Person."
                .into()
        }
        Mistake::Stale => {
            "Inzwischen hat jemand anderes diese Angaben geändert. Es wurde nichts überschrieben. Prüfen Sie, was \
             jetzt gilt, und senden Sie Ihre Änderung noch einmal."
                .into()
        }
        Mistake::NotConfirmed => "Setzen Sie das Häkchen, wenn Sie das wirklich wollen.".into(),
        Mistake::Line(line, within) => format!("Zeile {line}: {}", self::mistake(field, within)),
        Mistake::ListedTwice => "Diese E-Mail-Adresse steht schon in einer Zeile darüber.".into(),
        Mistake::Columns => {
            "Die Zahl der Spalten passt nicht zur Kopfzeile. Fehlt ein Trennzeichen, oder ist eines zu viel?".into()
        }
        Mistake::NoColumn(name) => {
            format!("Die Spalte „{name}“ fehlt. Die erste Zeile nennt die Spalten; übernehmen Sie sie aus dem Beispiel.")
        }
        Mistake::NoSuchRole(word) => {
            let known: Vec<_> = Role::ALL.into_iter().map(role).collect();
            format!("Die Rolle „{word}“ gibt es nicht. Möglich sind: {}.", known.join(", "))
        }
        Mistake::ProviderDown
        | Mistake::ProviderRefused
        | Mistake::NoRoleAtProvider
        | Mistake::EmailTakenAtProvider => at_provider(mistake).into(),
    }
}

/// What is wrong with a name or a password.
fn about_account(mistake: &Mistake) -> String {
    match mistake {
        Mistake::Name(PersonNameError::Empty) => missing("name").into(),
        Mistake::Name(PersonNameError::TooLong) => {
            format!("Der Name ist zu lang. Möglich sind {NAME_MAX} Zeichen.")
        }
        Mistake::Name(PersonNameError::ControlCharacter) => {
            "Der Name enthält ein unsichtbares Steuerzeichen. Tippen Sie ihn neu, statt ihn einzufügen."
                .into()
        }
        Mistake::Password(problem) => password(*problem),
        Mistake::WrongPassword => "Das bisherige Passwort stimmt nicht. Es wurde nichts geändert.".into(),
        Mistake::TooMany(seconds) => {
            format!(
                "Zu viele Versuche. Warten Sie {} und versuchen Sie es dann noch einmal.",
                wait_for(*seconds)
            )
        }
        _ => "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides, oder fordern Sie unter \
             „Passwort vergessen?“ ein neues an."
            .into(),
    }
}

/// Why the provider of the administration led nobody in.
fn at_provider(mistake: &Mistake) -> &'static str {
    match mistake {
        Mistake::ProviderDown => {
            "Der Anmeldedienst der Verwaltung antwortet nicht. Versuchen Sie es in ein paar Minuten noch einmal, \
             oder melden Sie sich mit einem Passwort an."
        }
        Mistake::NoRoleAtProvider => {
            "Der Anmeldedienst der Verwaltung kennt Sie, gibt Ihnen für Lagebild aber keine Rolle. Bitten Sie die \
             Stelle, die dort die Rechte vergibt."
        }
        Mistake::EmailTakenAtProvider => {
            "Zu Ihrer E-Mail-Adresse gibt es hier schon ein Konto mit Passwort. Melden Sie sich damit an."
        }
        _ => {
            "Die Anmeldung über die Verwaltung wurde abgebrochen oder nicht angenommen. Beginnen Sie sie hier neu."
        }
    }
}

/// What to fill into an empty field.
fn missing(field: &str) -> &'static str {
    match field {
        "email" => "Geben Sie eine E-Mail-Adresse an.",
        "name" => "Geben Sie einen Namen an.",
        "password" => "Geben Sie ein Passwort ein.",
        "current" => "Geben Sie Ihr bisheriges Passwort ein.",
        "title" => "Sagen Sie in einer Zeile, worum es geht.",
        "resolution" => "Schreiben Sie in ein paar Worten, was geholfen hat.",
        reason if reason.ends_with("reason") => "Geben Sie in ein paar Worten den Grund an.",
        "what" => "Schreiben Sie in einer Zeile, was zu tun ist.",
        "owner" => "Geben Sie an, wer es tut.",
        "into" => "Geben Sie die Nummer der anderen Erkenntnis an.",
        "list" => "Fügen Sie eine Liste ein.",
        "words" => "Schreiben Sie auf, was gesagt wurde.",
        "question" => "Geben Sie die Frage an.",
        "reason" => "Geben Sie in ein paar Worten den Grund an.",
        "authority" => "Wählen Sie eine Behörde aus.",
        note if note.starts_with("note_") => "Geben Sie in ein paar Worten den Grund an.",
        resolution if resolution.starts_with("resolution_") => {
            "Schreiben Sie in ein paar Worten, was geholfen hat. Andere stehen vor derselben Frage."
        }
        body if body.starts_with("body") => "Geben Sie eine Behörde an: Name, AGS oder ARS.",
        _ => "Hier fehlt eine Angabe.",
    }
}

/// As [`wait`], in the accusative: "Warten Sie …".
fn wait_for(seconds: u64) -> String {
    match seconds {
        0..60 => format::counted(seconds.max(1), "eine Sekunde", "Sekunden"),
        _ => format::counted(seconds.div_ceil(60), "eine Minute", "Minuten"),
    }
}

fn password(problem: PasswordProblem) -> String {
    match problem {
        PasswordProblem::TooShort { min } => format!(
            "Das Passwort ist zu kurz. Nehmen Sie mindestens {min} Zeichen; mehrere Wörter oder ein ganzer Satz \
             sind gut."
        ),
        PasswordProblem::TooLong { max } => {
            format!("Das Passwort ist zu lang. Möglich sind {} Zeichen.", format::number(max as u64))
        }
        PasswordProblem::Common => {
            "Dieses Passwort ist leicht zu erraten. Nehmen Sie ein anderes, zum Beispiel mehrere Wörter, die nichts \
             miteinander zu tun haben."
                .into()
        }
        PasswordProblem::Personal => {
            "Das Passwort besteht aus dem Namen oder der E-Mail-Adresse. Nehmen Sie eines, das daraus niemand errät."
                .into()
        }
    }
}

/// What is wrong with what was typed into a field, whichever it is.
#[must_use]
pub fn typed(problem: Problem) -> String {
    match problem {
        Problem::Missing => "Hier fehlt eine Angabe.".into(),
        Problem::UnknownStage => "Diesen Stand gibt es nicht. Wählen Sie einen aus der Liste.".into(),
        Problem::Day(DayError::NoSuchDay) => {
            "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat.".into()
        }
        Problem::Day(DayError::Form) => {
            "Schreiben Sie das Datum als TT.MM.JJJJ, zum Beispiel 23.11.2026.".into()
        }
        Problem::InTheFuture => {
            "Dieser Tag liegt in der Zukunft. Hier zählt, was schon geschehen ist.".into()
        }
        Problem::TooEarly => format!("Dieser Tag liegt vor {FIRST_YEAR}. Prüfen Sie das Jahr."),
        Problem::TooFarAhead => "Dieser Tag liegt sehr weit in der Zukunft. Prüfen Sie das Jahr.".into(),
        Problem::Passed => {
            "Dieser Tag war schon vorbei, als der Stand begann. Geben Sie einen späteren an, oder lassen Sie das Feld leer."
                .into()
        }
        Problem::TooLong { max, is } => format!(
            "Der Text hat {} Zeichen, möglich sind {}. Kürzen Sie ihn.",
            format::number(is as u64),
            format::number(max as u64),
        ),
        Problem::NotALink => {
            "Geben Sie eine vollständige Adresse an, die mit https:// oder http:// beginnt.".into()
        }
        Problem::NoReason { from, to } => {
            let done = match to {
                Some(to) => format!("von {} auf {} geändert", format::day(from), format::day(to)),
                None => format!("am {} gestrichen", format::day(from)),
            };
            format!("Sie haben den geplanten Start {done}. Schreiben Sie dazu, warum.")
        }
        Problem::ControlCharacter => {
            "Der Text enthält ein unsichtbares Steuerzeichen. Tippen Sie ihn neu, statt ihn einzufügen."
                .into()
        }
    }
}
