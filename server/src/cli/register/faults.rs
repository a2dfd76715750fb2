//! What is wrong with a register file, and what to do about it.

use domain::register::gv100::{Gv100Error, Gv100Fault};

/// A German sentence for the fault, with the place in the file.
pub(super) fn explain(error: &Gv100Error) -> String {
    let place = error.place.map_or_else(String::new, |place| {
        format!("Zeile {}, Spalten {} bis {}: ", place.line, place.columns.first, place.columns.last)
    });
    format!("{place}{}", sentence(error.fault))
}

fn sentence(fault: Gv100Fault) -> String {
    const CUT: &str = "Die Datei ist vermutlich abgeschnitten; laden Sie sie noch einmal herunter.";
    match fault {
        Gv100Fault::Empty => "Die Datei ist leer.".into(),
        Gv100Fault::NotARegister => {
            "Das ist keine Datei des Gemeindeverzeichnisses. Erwartet wird die Textdatei GV100AD des Statistischen \
             Bundesamts."
                .into()
        }
        Gv100Fault::BrokenCharacter => format!("Ein Zeichen ist beschädigt. {CUT}"),
        Gv100Fault::TooShort => format!("Die Zeile endet zu früh. {CUT}"),
        Gv100Fault::Satzart => "Diese Satzart gibt es nicht; möglich sind 10, 20, 30, 40, 50 und 60.".into(),
        Gv100Fault::Textkennzeichen => "Dieses Textkennzeichen gibt es für diese Satzart nicht.".into(),
        Gv100Fault::NotAKey => "Der Schlüssel enthält etwas anderes als Ziffern.".into(),
        Gv100Fault::NotANumber => "Hier wird eine Zahl erwartet.".into(),
        Gv100Fault::NoName => "Der Name fehlt.".into(),
        Gv100Fault::BadDay => "Der Gebietsstand ist kein Tag des Kalenders.".into(),
        Gv100Fault::OtherDay { first } => {
            format!("Der Gebietsstand ist ein anderer als {first} in der ersten Zeile. Die Datei ist gemischt.")
        }
        Gv100Fault::Duplicate(ars) => format!("Der Schlüssel {ars} kommt zweimal vor."),
        Gv100Fault::Orphan { parent } => {
            format!("Der Eintrag liegt in {parent}, was in der Datei fehlt. Die Datei ist unvollständig.")
        }
        Gv100Fault::Childless(ars) => format!("In {ars} liegt keine Kommune. {CUT}"),
        Gv100Fault::KreisKind(ars) => format!("{ars} passt nicht zur Art des Kreises, in dem es liegt."),
        Gv100Fault::EndsAfter(land) => format!("Die Länder nach {land} fehlen. {CUT}"),
        Gv100Fault::NoSuchLand(land) => {
            format!("Das Land {land} ist nicht in der Datei. Mit --land wählen Sie ein anderes.")
        }
    }
}
