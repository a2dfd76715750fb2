use proptest::prelude::*;

use super::*;
use crate::body::BodyKind;
use crate::register::facts;

/// The published file, which is for tests only and not everywhere.
fn published() -> Option<Vec<u8>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/GV100AD_301123.txt");
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {path} is not there");
    }
    bytes
}

/// Rows as the file has them, with what an excerpt of two Kreise needs.
fn excerpt() -> String {
    let rows = [
        ("10", "09", "Bayern", "", ""),
        ("20", "092", "Niederbayern", "", ""),
        ("40", "09261", "Landshut", "41", ""),
        ("50", "09261   0000", "Landshut", "50", ""),
        ("60", "092610000000", "Landshut", "61", "75457"),
        ("40", "09273", "Kelheim", "44", ""),
        ("50", "09273   0147", "Mainburg, St", "50", ""),
        ("50", "09273   0444", "Dürnbucher Forst", "50", ""),
        ("50", "09273   5218", "Siegenburg (VGem)", "54", ""),
        ("60", "092731470147", "Mainburg, St", "63", "15700"),
        ("60", "092731655218", "Siegenburg, M", "60", "4300"),
        ("60", "092731725218", "Train", "64", "2000"),
        ("60", "092734440444", "Dürnbucher Forst", "66", "0"),
    ];
    let line = |(satzart, key, name, kennzeichen, inhabitants): (&str, &str, &str, &str, &str)| {
        let figures =
            if satzart == "60" { format!("{:011}{:0>11}", 100, inhabitants) } else { String::new() };
        format!("{:<220}\n", format!("{satzart}20231130{key:<12}{name:<100}{kennzeichen:<6}{figures}"))
    };
    rows.into_iter().map(line).collect()
}

/// The excerpt with the text in these columns of a line replaced.
fn with(line: usize, first: usize, text: &str) -> Vec<u8> {
    let mut lines: Vec<Vec<char>> = excerpt().lines().map(|line| line.chars().collect()).collect();
    lines[line - 1].splice(first - 1..first - 1 + text.chars().count(), text.chars());
    lines.into_iter().flat_map(|line| line.into_iter().chain(['\n'])).collect::<String>().into_bytes()
}

fn without(lines: &[usize]) -> Vec<u8> {
    let text = excerpt();
    let kept = text.split_inclusive('\n').zip(1..).filter(|(_, number)| !lines.contains(number));
    kept.map(|(line, _)| line).collect::<String>().into_bytes()
}

fn latin_1(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn cp850(text: &str) -> Vec<u8> {
    oem_cp::encode_string_checked(text, &oem_cp::code_table::ENCODING_TABLE_CP850).unwrap()
}

fn ars(key: &str) -> Ars {
    key.parse().unwrap()
}

fn fault(bytes: &[u8]) -> Gv100Fault {
    Gv100::read(bytes).unwrap_err().fault
}

fn place(bytes: &[u8]) -> (usize, usize, usize) {
    let Place { line, columns } = Gv100::read(bytes).unwrap_err().place.unwrap();
    (line, columns.first, columns.last)
}

#[test]
fn bodies_are_told_from_what_else_stands_in_the_file() {
    let file = Gv100::read(excerpt().as_bytes()).unwrap();
    assert_eq!(file.as_of().to_string(), "2023-11-30");
    let bodies: Vec<(&str, &str, BodyKind)> =
        file.register().bodies().map(|body| (body.ars.as_str(), body.name.as_str(), body.kind)).collect();
    assert_eq!(
        bodies,
        [
            ("09", "Bayern", BodyKind::Land),
            ("092", "Niederbayern", BodyKind::Regierungsbezirk),
            ("092610000000", "Landshut", BodyKind::KreisfreieStadt),
            ("09273", "Kelheim", BodyKind::Landkreis),
            ("092730147147", "Mainburg", BodyKind::Stadt),
            ("092735218", "Siegenburg", BodyKind::Verwaltungsgemeinschaft),
            ("092735218165", "Siegenburg", BodyKind::Markt),
            ("092735218172", "Train", BodyKind::Gemeinde),
        ]
    );
    assert_eq!(file.register().inhabitants_within(&ars("09273")), 22_000);
}

#[test]
fn the_table_of_the_product_is_what_the_file_says() {
    let Some(bytes) = published() else { return };
    let file = Gv100::read(&bytes).unwrap();
    let table = facts::bayern();
    assert_eq!(file.as_of(), table.as_of);
    let read = file.land(&table.land).unwrap().with_centroids_of(&table.register);
    assert!(read == *table.register);
}

#[test]
fn every_land_reads() {
    let Some(bytes) = published() else { return };
    let file = Gv100::read(&bytes).unwrap();
    let laender: Vec<&Body> = file.register().bodies().filter(|body| body.kind == BodyKind::Land).collect();
    assert_eq!(laender.len(), 16);
    let count = |kind| file.register().bodies().filter(|body| body.kind == kind).count();
    assert_eq!(BodyKind::COMMUNES.map(count), [106, 124, 1829, 386, 8328]);
    assert_eq!([BodyKind::Regierungsbezirk, BodyKind::Landkreis].map(count), [19, 294]);
    assert_eq!([BodyKind::Verwaltungsgemeinschaft, BodyKind::Gemeindeverband].map(count), [574, 631]);
    // 5,185 people fewer than Germany has: they live in gemeindefreien Gebieten or nowhere in particular.
    let inhabitants: u64 =
        laender.iter().map(|land| file.land(&land.ars).unwrap().inhabitants_within(&land.ars)).sum();
    assert_eq!(inhabitants, 84_358_845 - 5_185);
    for body in file.register().bodies() {
        assert!(!body.name.contains(',') || body.name.starts_with("Oelsnitz/Vogtl., "), "{}", body.name);
        assert!(!body.name.contains("(VGem)") && body.name.trim() == body.name, "{}", body.name);
    }
}

#[test]
fn names_keep_what_belongs_to_them() {
    let Some(bytes) = published() else { return };
    let file = Gv100::read(&bytes).unwrap();
    for (key, name) in [
        ("09772177", "Meitingen"),
        ("09162000", "München"),
        ("09273152", "Neustadt a.d.Donau"),
        ("09763000", "Kempten (Allgäu)"),
        ("05914000", "Hagen"),
        ("05334", "Städteregion Aachen"),
        ("051", "Düsseldorf"),
        ("145235122", "Oelsnitz/Vogtl., Bösenbrunn, Eichigt und Triebel/V"),
        ("033585402", "Rethem (Aller)"),
        ("092735218", "Siegenburg"),
    ] {
        assert_eq!(file.register().resolve(key).map(|body| body.name.as_str()), Some(name), "{key}");
    }
    assert!(file.register().get(&ars("071")).is_none(), "given up in 1999");
}

#[test]
fn the_encoding_does_not_matter() {
    let text = excerpt();
    let read = Gv100::read(text.as_bytes()).unwrap();
    let with_mark = format!("\u{feff}{text}");
    for bytes in [with_mark.into_bytes(), latin_1(&text), cp850(&text)] {
        for line_end in ["\n", "\r\n"] {
            let bytes: Vec<u8> =
                bytes.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(line_end.as_bytes());
            assert_eq!(Gv100::read(&bytes).as_ref(), Ok(&read));
        }
    }
    let stripped: Vec<&str> = text.lines().map(str::trim_end).collect();
    assert_eq!(Gv100::read(&cp850(&format!("{}\r\n\u{1a}", stripped.join("\r\n")))).as_ref(), Ok(&read));
}

#[test]
fn the_published_file_reads_alike_in_every_encoding() {
    let Some(bytes) = published() else { return };
    let all = String::from_utf8(bytes).unwrap();
    // Only Bavaria: older encodings lack the Sorbian letters of other Länder.
    let text: String = all.split_inclusive('\n').filter(|line| line.get(10..12) == Some("09")).collect();
    let read = Gv100::read(all.as_bytes()).unwrap().land(&ars("09")).unwrap();
    for bytes in [latin_1(&text), cp850(&text), cp850(&text.replace('\n', "\r\n"))] {
        assert!(*Gv100::read(&bytes).unwrap().register() == read);
    }
}

#[test]
fn other_files_are_refused_as_such() {
    for bytes in [&b""[..], b"\n\r\n", b"\xEF\xBB\xBF", b"  \n"] {
        assert_eq!(Gv100::read(bytes), Err(Gv100Error::of_file(Gv100Fault::Empty)));
    }
    for bytes in [
        &b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<</Type/Catalog>>"[..],
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
        b"ars;name\n09;Bayern\n",
        b"{}",
        b"1",
        b"\xFF\xFE1\x000\x00",
        b"1020231330",
        b"7020231130",
    ] {
        assert_eq!(fault(bytes), Gv100Fault::NotARegister, "{}", bytes.escape_ascii());
        assert_eq!(Gv100::read(bytes).unwrap_err().place.unwrap().line, 1);
    }
}

#[test]
fn faults_tell_their_place() {
    for (line, first, text, expected, columns) in [
        (5, 1, "70", Gv100Fault::Satzart, (1, 2)),
        (5, 3, "20231131", Gv100Fault::BadDay, (3, 10)),
        (5, 3, "20231201", Gv100Fault::OtherDay { first: "2023-11-30".parse().unwrap() }, (3, 10)),
        (3, 14, "6x", Gv100Fault::NotAKey, (14, 15)),
        (5, 11, "９", Gv100Fault::NotAKey, (11, 12)),
        (5, 23, &" ".repeat(50), Gv100Fault::NoName, (23, 72)),
        (3, 123, "50", Gv100Fault::Textkennzeichen, (123, 124)),
        (4, 123, "41", Gv100Fault::Textkennzeichen, (123, 124)),
        (5, 123, "  ", Gv100Fault::Textkennzeichen, (123, 124)),
        (5, 129, "0000000001,", Gv100Fault::NotANumber, (129, 139)),
        (5, 140, "+0000000001", Gv100Fault::NotANumber, (140, 150)),
        (5, 140, "           ", Gv100Fault::NotANumber, (140, 150)),
        (12, 16, "1655218", Gv100Fault::Duplicate(ars("092735218165")), (11, 22)),
        (12, 16, "1475218", Gv100Fault::Duplicate(ars("092735218147")), (11, 22)),
        (11, 123, "61", Gv100Fault::KreisKind(ars("092735218165")), (11, 22)),
        (5, 123, "63", Gv100Fault::KreisKind(ars("092610000000")), (11, 22)),
    ] {
        let bytes = with(line, first, text);
        assert_eq!(fault(&bytes), expected, "line {line}: {text}");
        assert_eq!(place(&bytes), (line, columns.0, columns.1), "line {line}: {text}");
    }
    let error = Gv100::read(&with(5, 140, "x")).unwrap_err();
    assert_eq!(error.to_string(), "line 5, columns 140–150: not a number");
}

#[test]
fn a_damaged_letter_does_not_pass_for_another_encoding() {
    let mut bytes = excerpt().replace("Kelheim", "Kölheim").into_bytes();
    let last = bytes.iter().rposition(|byte| !byte.is_ascii()).unwrap();
    bytes[last] = b' ';
    assert_eq!(fault(&bytes), Gv100Fault::BrokenCharacter);
    assert_eq!(place(&bytes), (13, 24, 24));
}

#[test]
fn missing_rows_are_noticed() {
    for (lines, expected) in [
        (&[2][..], Gv100Fault::Orphan { parent: ars("092") }),
        (&[6], Gv100Fault::Orphan { parent: ars("09273") }),
        (&[9], Gv100Fault::Orphan { parent: ars("092735218") }),
        (&[10], Gv100Fault::Childless(ars("092730147"))),
        (&[5], Gv100Fault::Childless(ars("09261"))),
        (&[11, 12], Gv100Fault::Childless(ars("092735218"))),
        (&[7, 8, 9, 10, 11, 12, 13], Gv100Fault::Childless(ars("09273"))),
        (&[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], Gv100Fault::Childless(ars("09"))),
    ] {
        assert_eq!(fault(&without(lines)), expected, "without {lines:?}");
    }
}

#[test]
fn a_file_that_breaks_off_is_refused_wherever_it_can_be_seen() {
    let text = excerpt();
    let whole_kreise: usize = text.split_inclusive('\n').take(5).map(str::len).sum();
    for end in 0..text.len() {
        // Whole but for the last end of a line, or nothing is lacking in what is there.
        let looks_whole = [whole_kreise - 1, whole_kreise, text.len() - 1].contains(&end);
        let read = Gv100::read(&text.as_bytes()[..end]);
        assert_eq!(read.is_ok(), looks_whole, "cut after {end} bytes: {read:?}");
    }
}

#[test]
fn a_cut_of_the_published_file_shows_unless_it_falls_between_two_lines() {
    let Some(bytes) = published() else { return };
    for end in (0..bytes.len() - 1).step_by(37_003) {
        assert!(Gv100::read(&bytes[..end]).is_err(), "{end}");
    }
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let prefix = |count: usize| lines[..count].concat();
    let thuringia = lines.iter().position(|line| line.starts_with("102023113016")).unwrap();
    // Before the last Land something always lacks, if only the Länder that follow.
    for count in (1..thuringia).step_by(499).chain([thuringia, thuringia + 1]) {
        assert!(Gv100::read(prefix(count).as_bytes()).is_err(), "{count} lines");
    }
    let ending = Gv100::read(prefix(thuringia).as_bytes()).unwrap_err();
    assert_eq!(ending.fault, Gv100Fault::EndsAfter(ars("15")));
}

#[test]
fn a_land_that_is_not_there_is_an_error() {
    let file = Gv100::read(excerpt().as_bytes()).unwrap();
    for key in ["05", "092", "09273"] {
        let error = Gv100Error::of_file(Gv100Fault::NoSuchLand(ars(key)));
        assert_eq!(file.land(&ars(key)), Err(error));
    }
    assert_eq!(file.land(&ars("09")).as_ref(), Ok(file.register()));
}

proptest! {
    #[test]
    fn damage_never_panics(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        end in any::<prop::sample::Index>(),
        encoding in 0..3,
    ) {
        let text = excerpt();
        let mut bytes = match encoding { 0 => text.into_bytes(), 1 => latin_1(&text), _ => cp850(&text) };
        for (index, byte) in flips {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        let _ = Gv100::read(&bytes);
        let _ = Gv100::read(&bytes[..end.index(bytes.len())]);
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(Gv100::read(&bytes).is_err());
    }

    #[test]
    fn any_text_in_a_line_never_panics(text in "(10|20|30|40|50|60)20231130[0-9]{12}\\PC{0,160}") {
        let _ = Gv100::read(text.as_bytes());
    }
}
