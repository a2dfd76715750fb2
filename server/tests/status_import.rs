//! `lagebild status import`: exit codes, what goes where, and that nothing half-done stays behind.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The program with a database and files of its own.
struct Program(TempDir);

impl Program {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn write(&self, name: &str, lines: &[&str]) {
        std::fs::write(self.0.path().join(name), lines.join("\r\n")).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let database = format!("sqlite:{}", self.0.path().join("lagebild.db").display());
        Command::new(Path::new(env!("CARGO_BIN_EXE_lagebild")))
            .current_dir(self.0.path())
            .args(arguments)
            .args(["--database", &database])
            .output()
            .unwrap()
    }

    /// The exit code and the JSON of an import.
    fn import(&self, arguments: &[&str]) -> (i32, Value) {
        let ended = self.run(&[&["status", "import", "--format", "json"], arguments].concat());
        let answer = serde_json::from_slice(&ended.stdout).unwrap_or_default();
        (ended.status.code().unwrap(), answer)
    }

    /// How many authorities are known to be live with the registration of residence.
    fn live(&self) -> Value {
        let ended = self.run(&["coverage", "--service", "wohnsitzanmeldung", "--format", "json"]);
        serde_json::from_slice::<Value>(&ended.stdout).unwrap()["authorities"]["live"].clone()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn counts(new: u32, changed: u32, unchanged: u32) -> Value {
    json!({ "new": new, "changed": changed, "unchanged": unchanged, "refused": [] })
}

#[test]
fn a_sheet_is_imported_once() {
    let program = Program::new();
    program.write(
        "kelheim.csv",
        &[
            "Gemeinde;Leistung;Status;Live-Datum",
            "Meitingen;Wohnsitz anmelden;online;01.03.2026",
            "Train;eWA Wohnsitzanmeldung;im Test;",
        ],
    );
    assert_eq!(program.import(&["kelheim.csv", "--dry-run"]), (0, counts(2, 0, 0)));
    assert_eq!(program.live(), 0, "only tried");
    assert_eq!(program.import(&["kelheim.csv"]), (0, counts(2, 0, 0)));
    assert_eq!(program.live(), 1);
    assert_eq!(program.import(&["kelheim.csv"]), (0, counts(0, 0, 2)));
    let told = program.run(&["status", "import", "kelheim.csv"]);
    assert!(text(&told.stdout).contains("Die Zeile für Gemeinde Train zählt für VG Siegenburg"), "{told:?}");
    assert!(text(&told.stdout).ends_with("Es gibt nichts einzutragen.\n"), "{told:?}");
}

#[test]
fn with_a_fault_nothing_is_recorded_unless_the_good_rows_are_wanted() {
    let program = Program::new();
    program.write(
        "kelheim.csv",
        &[
            "Gemeinde;Leistung;Status;Live-Datum",
            "Meitingen;Wohnsitz anmelden;live;01.03.2026",
            "Meittingen;Wohnsitz anmelden;live;32.01.2026",
        ],
    );
    let ended = program.run(&["status", "import", "kelheim.csv", "--format", "json"]);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(
        text(&ended.stdout),
        "{\"new\":1,\"changed\":0,\"unchanged\":0,\"refused\":[\
         {\"sheet\":\"kelheim\",\"row\":3,\"column\":\"Gemeinde\",\"value\":\"Meittingen\",\
         \"problem\":\"Eine Kommune oder Behörde dieses Namens gibt es im Register nicht.\",\
         \"suggestion\":\"Markt Meitingen (Landkreis Augsburg)\"},\
         {\"sheet\":\"kelheim\",\"row\":3,\"column\":\"Live-Datum\",\"value\":\"32.01.2026\",\
         \"problem\":\"Diesen Tag gibt es nicht: Der Januar 2026 hat 31 Tage.\",\"suggestion\":null}]}\n"
    );
    assert!(text(&ended.stderr).contains("Es wurde nichts geändert"), "{ended:?}");
    assert_eq!(program.live(), 0);
    let table = program.run(&["status", "import", "kelheim.csv"]);
    assert_eq!(table.status.code(), Some(1));
    assert!(text(&table.stdout).contains("Fehler (2):"), "{table:?}");
    assert_eq!(program.import(&["kelheim.csv", "--dry-run"]).0, 0, "nobody asked for more than a look");
    assert_eq!(program.import(&["kelheim.csv", "--only-good"]).0, 0);
    assert_eq!(program.live(), 1);
}

#[test]
fn what_was_exported_changes_nothing() {
    let program = Program::new();
    program.write("eins.csv", &["AGS;Leistung;Status;Bemerkung", "9772177;Wohnsitz anmelden;live;\"=1+1\""]);
    assert_eq!(program.import(&["eins.csv"]).0, 0);
    for file in ["stand.xlsx", "stand.csv"] {
        assert!(program.run(&["status", "export", file]).status.success());
        let (code, answer) = program.import(&[file]);
        assert_eq!((code, &answer["new"], &answer["changed"]), (0, &json!(0), &json!(0)), "{answer}");
        assert_eq!(answer["refused"], json!([]), "{file}");
    }
}

#[test]
fn what_cannot_be_imported_is_refused_with_a_reason() {
    let program = Program::new();
    program.write("leer.csv", &[]);
    program.write("andere.csv", &["Name;Einwohner", "Meitingen;12133"]);
    let zeros = std::fs::File::create(program.0.path().join("nullen.xlsx")).unwrap();
    zeros.set_len(1 << 30).unwrap();
    for (arguments, message) in [
        (&["fehlt.csv"][..], "lässt sich nicht lesen"),
        (&["leer.csv"], "Die Datei ist leer"),
        (&["nullen.xlsx"], "Die Datei ist zu groß"),
        (&["andere.csv"], "fehlen Spalten, die sagen, wer gemeint ist"),
        (
            &["andere.csv", "--sheet", "Tabelle2"],
            "Ein Blatt „Tabelle2“ gibt es nicht. Die Datei enthält „andere“.",
        ),
    ] {
        let ended = program.run(&[&["status", "import"], arguments].concat());
        assert_eq!((ended.status.code(), text(&ended.stdout)), (Some(1), String::new()), "{arguments:?}");
        assert!(text(&ended.stderr).contains(message), "{ended:?}");
    }
    for arguments in [&["status", "import"][..], &["status", "import", "a.csv", "--format", "csv"]] {
        assert_eq!(program.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}
