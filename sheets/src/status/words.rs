//! What is said about rows, in German.

use std::fmt;

use domain::Day;
use domain::entry::{self, FIRST_YEAR};
use domain::stage::Stage;

use super::plan::RowRef;
use super::stages;

/// Why a cell keeps its row from counting. Shows what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing in the row says whom it is about.
    NoBody,
    /// No body has this key.
    NoSuchKey,
    /// A key that a program has rounded: `9,77E+11`.
    RoundedKey,
    /// The key of a body in a Land whose register is not known.
    ForeignKey,
    /// The body does not exist any more.
    Dissolved {
        /// The body.
        body: String,
        /// The day of the register that lacks it first.
        since: Option<Day>,
    },
    /// No body has this name.
    NoSuchName,
    /// Several bodies have this name.
    AmbiguousName,
    /// Two keys of the row are those of two bodies.
    KeysDisagree {
        /// The body of one.
        one: String,
        /// The body of the other.
        other: String,
    },
    /// The key is that of another body than the name.
    NameDisagrees {
        /// The body that the key means.
        key: String,
    },
    /// The body does not lie in the Kreis that the row names.
    NotInKreis {
        /// The body.
        body: String,
        /// The Kreis that it lies in.
        kreis: String,
    },
    /// The authority that the row names is not responsible.
    NotResponsible {
        /// Who is.
        responsible: Vec<String>,
    },
    /// The row says that nobody is responsible, and the register says otherwise.
    IsResponsible {
        /// Who is.
        responsible: String,
    },
    /// In the area that the row names, several authorities are responsible.
    SeveralResponsible {
        /// How many.
        count: usize,
    },
    /// Nothing says which service the row is about.
    NoService,
    /// There is no such service.
    NoSuchService,
    /// Name and key of the service do not fit together.
    ServicesDisagree {
        /// The services that the name means.
        named: Vec<String>,
    },
    /// Not a stage.
    NoSuchStage,
    /// Live since a day, and not live.
    NotLive {
        /// The stage that the row names.
        stage: Stage,
    },
    /// Not a day.
    NotADay,
    /// The month does not have the day.
    NoSuchDay {
        /// The month.
        month: &'static str,
        /// The year.
        year: i32,
        /// Its last day.
        last: u32,
    },
    /// The year does not have the month.
    NoSuchMonth {
        /// The month.
        month: u32,
    },
    /// A month, a quarter or a year.
    NotExact,
    /// A number that is no date of a spreadsheet, or one far off.
    NumberAsDay,
    /// What has happened cannot lie in the future.
    InTheFuture,
    /// Before there was anything.
    TooEarly,
    /// Too far ahead.
    TooFarAhead,
    /// More characters than fit.
    TooLong {
        /// Characters that fit.
        max: usize,
        /// Characters that there are.
        is: usize,
    },
    /// An invisible control character.
    ControlCharacter,
    /// Not a web address.
    NotALink,
    /// A formula came to an error.
    CellError,
    /// Other rows of the same authority and service say something else.
    Conflict {
        /// The first rows of that authority and service.
        rows: Vec<RowRef>,
        /// How many more there are.
        more: usize,
    },
    /// A later entry says that it cannot be.
    Contradicted {
        /// What that one says.
        stage: Stage,
        /// Since when.
        on: Day,
    },
}

/// Something about a row that does not keep it from counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The row is about a body for which another one is responsible: it counts for that one.
    CountsFor {
        /// Whom the row is about.
        body: String,
        /// Who is responsible.
        authority: String,
    },
    /// The row counts for several services.
    CountsForServices {
        /// Their names.
        services: Vec<String>,
    },
    /// A word for a stage that Lagebild calls otherwise.
    ReadAs {
        /// What stands in the sheet.
        word: String,
        /// What it was taken for.
        stage: Stage,
    },
    /// A number was taken for a date of a spreadsheet.
    NumberRead {
        /// The heading of the column.
        column: String,
        /// The day.
        day: Day,
    },
    /// "Live seit" lies ahead: taken for the planned start.
    LiveAhead {
        /// The day.
        day: Day,
    },
    /// Without a stage "Live seit" was taken for one.
    LiveByDay,
    /// A name beside a key, or a name that was not needed, is not known.
    NotRecognised {
        /// The heading of the column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// The name is spelt otherwise than in the register.
    SpeltOtherwise {
        /// What stands there.
        value: String,
        /// The body.
        body: String,
    },
    /// What the row says of its day holds; there is a newer entry that says something else.
    NewerKnown {
        /// What that one says.
        stage: Stage,
        /// Since when.
        on: Day,
    },
}

impl From<entry::Problem> for Problem {
    fn from(problem: entry::Problem) -> Self {
        match problem {
            entry::Problem::InTheFuture => Self::InTheFuture,
            entry::Problem::TooEarly => Self::TooEarly,
            entry::Problem::TooFarAhead => Self::TooFarAhead,
            entry::Problem::TooLong { max, is } => Self::TooLong { max, is },
            entry::Problem::NotALink => Self::NotALink,
            entry::Problem::ControlCharacter => Self::ControlCharacter,
            entry::Problem::UnknownStage => Self::NoSuchStage,
            // Days come here read, empty cells do not come here, and only of forms is asked what a plan is about.
            entry::Problem::Missing
            | entry::Problem::Day(_)
            | entry::Problem::Passed
            | entry::Problem::NoReason { .. } => Self::NotADay,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBody => f.write_str("Die Zeile nennt keine Kommune oder Behörde. Ergänzen Sie AGS, ARS oder den Namen."),
            Self::NoSuchKey => f.write_str(
                "Zu diesem Schlüssel gibt es im Register nichts. Ein AGS hat 8 Ziffern, ein ARS 12.",
            ),
            Self::RoundedKey => f.write_str(
                "Das Tabellenprogramm hat den Schlüssel als Zahl gerundet. Formatieren Sie die Spalte als Text und \
                 tragen Sie den Schlüssel neu ein.",
            ),
            Self::ForeignKey => f.write_str("Dieser Schlüssel gehört zu einem Land, dessen Register nicht eingelesen ist."),
            Self::Dissolved { body, since: Some(since) } => write!(
                f,
                "{body} gibt es seit dem Register vom {} nicht mehr. Nennen Sie, wer jetzt zuständig ist.",
                german(*since)
            ),
            Self::Dissolved { body, since: None } => {
                write!(f, "{body} steht nicht mehr im Register. Nennen Sie, wer jetzt zuständig ist.")
            }
            Self::NoSuchName => f.write_str("Eine Kommune oder Behörde dieses Namens gibt es im Register nicht."),
            Self::AmbiguousName => f.write_str(
                "Diesen Namen gibt es mehrmals. Ergänzen Sie den Landkreis oder den AGS.",
            ),
            Self::KeysDisagree { one, other } => {
                write!(f, "Die Schlüssel der Zeile passen nicht zusammen: einer ist der von {one}, der andere der von {other}.")
            }
            Self::NameDisagrees { key } => {
                write!(f, "Name und Schlüssel passen nicht zusammen: Der Schlüssel ist der von {key}.")
            }
            Self::NotInKreis { body, kreis } => write!(f, "{body} liegt nicht in diesem Kreis, sondern gehört zu {kreis}."),
            Self::NotResponsible { responsible } if responsible.is_empty() => {
                f.write_str("Diese Behörde ist dafür nicht zuständig.")
            }
            Self::NotResponsible { responsible } => {
                write!(f, "Diese Behörde ist dafür nicht zuständig. Zuständig: {}.", responsible.join(" und "))
            }
            Self::IsResponsible { responsible } => {
                write!(f, "Laut Register zuständig: {responsible}. Nennen Sie den Stand.")
            }
            Self::SeveralResponsible { count: 0 } => f.write_str("Dafür ist hier niemand zuständig."),
            Self::SeveralResponsible { count } => write!(
                f,
                "Dafür sind in diesem Gebiet {count} Behörden zuständig. Nennen Sie, welche gemeint ist."
            ),
            Self::NoService => f.write_str("Die Zeile nennt keine Leistung."),
            Self::NoSuchService => f.write_str("Diese Leistung gibt es nicht."),
            Self::ServicesDisagree { named } => {
                write!(f, "Der Schlüssel ist der einer anderen Leistung. Die Zeile nennt {}.", named.join(" und "))
            }
            Self::NoSuchStage => {
                let known = Stage::ALL.map(stages::name).join(", ");
                write!(f, "Diesen Stand gibt es nicht. Möglich sind: {known}.")
            }
            Self::NotLive { stage } => write!(
                f,
                "Die Zeile nennt einen Tag, seit dem die Leistung live ist, und als Stand „{}“. Nur eines kann stimmen.",
                stages::name(*stage)
            ),
            Self::NotADay => f.write_str("Das ist kein Datum. Schreiben Sie es wie 23.11.2026."),
            Self::NoSuchDay { month, year, last } => {
                write!(f, "Diesen Tag gibt es nicht: Der {month} {year} hat {last} Tage.")
            }
            Self::NoSuchMonth { month } => write!(f, "Einen Monat {month} gibt es nicht. Schreiben Sie Tag, Monat, Jahr."),
            Self::NotExact => f.write_str("Das ist kein genauer Tag. Nennen Sie Tag, Monat und Jahr."),
            Self::NumberAsDay => f.write_str(
                "Diese Zahl ist kein Datum. Formatieren Sie die Spalte als Datum, oder schreiben Sie es wie 23.11.2026.",
            ),
            Self::InTheFuture => f.write_str(
                "Dieser Tag liegt in der Zukunft. Hier zählt, was schon gilt; ein künftiger Start steht unter „Geplant zum“.",
            ),
            Self::TooEarly => {
                write!(f, "Dieser Tag liegt vor {FIRST_YEAR}. So früh gab es den Onlinedienst nicht; prüfen Sie das Jahr.")
            }
            Self::TooFarAhead => f.write_str("Dieser Tag liegt zu weit in der Zukunft. Prüfen Sie das Jahr."),
            Self::TooLong { max, is } => write!(f, "Der Text hat {is} Zeichen; möglich sind {max}."),
            Self::ControlCharacter => f.write_str("Der Text enthält ein unsichtbares Steuerzeichen."),
            Self::NotALink => f.write_str("Das ist keine Internetadresse. Schreiben Sie sie mit https:// am Anfang."),
            Self::CellError => f.write_str("Die Formel in dieser Zelle ergibt einen Fehler."),
            Self::Conflict { rows, more } => write!(
                f,
                "Für dieselbe Behörde und Leistung steht Verschiedenes in {}. Lassen Sie eine Zeile stehen, die gilt.",
                rows_in_words(rows, *more)
            ),
            Self::Contradicted { stage, on } => write!(
                f,
                "Das widerspricht dem späteren Eintrag „{}“ ab {}. Prüfen Sie den Tag, oder nehmen Sie den späteren \
                 Eintrag zurück.",
                stages::name(*stage),
                german(*on)
            ),
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CountsFor { body, authority } => {
                write!(f, "Die Zeile für {body} zählt für {authority}: zuständig.")
            }
            Self::CountsForServices { services } => {
                write!(f, "Die Zeile zählt für {}.", services.join(" und "))
            }
            Self::ReadAs { word, stage } => write!(f, "„{word}“ ist als „{}“ gelesen.", stages::name(*stage)),
            Self::NumberRead { column, day } => {
                write!(f, "Die Zahl in „{column}“ ist als Datum {} gelesen.", german(*day))
            }
            Self::LiveAhead { day } => {
                write!(f, "Der {} liegt in der Zukunft und ist als geplanter Start gelesen.", german(*day))
            }
            Self::LiveByDay => {
                f.write_str("Ohne Status, aber mit einem Tag, seit dem es live ist: als „live“ gelesen.")
            }
            Self::NotRecognised { column, value } => {
                write!(f, "„{value}“ in „{column}“ ist nicht bekannt und blieb unbeachtet.")
            }
            Self::SpeltOtherwise { value, body } => write!(f, "„{value}“ ist als {body} gelesen."),
            Self::NewerKnown { stage, on } => write!(
                f,
                "Das ist bekannt; ein neuerer Eintrag sagt „{}“ ab {} und bleibt.",
                stages::name(*stage),
                german(*on)
            ),
        }
    }
}

fn rows_in_words(rows: &[RowRef], more: usize) -> String {
    let is_one_sheet = rows.windows(2).all(|pair| pair[0].sheet == pair[1].sheet);
    let told = |at: &RowRef| {
        if is_one_sheet { at.row.to_string() } else { format!("{} („{}“)", at.row, at.sheet) }
    };
    let told = rows.iter().map(told).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("Zeile {told} und {more} weiteren") } else { format!("Zeile {told}") }
}

/// A day as it is written in German.
pub(super) fn german(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}.{month:02}.{year:04}")
}
