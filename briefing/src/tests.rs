//! What every printed briefing promises. The fonts are those of the typesetter, so that no site has to be built.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::*;

/// What people type, and what would be done if it were read as markup.
const TYPED: &str = "#panic() $x^2$ *fett* <script>alert(1)</script> @quelle \\u{1F44D} ~ `roh` // Ende";

const BAR: &str = r##"<svg class="lb-chart" viewBox="0 0 220 14" preserveAspectRatio="none" role="img"><title>Balken</title><rect width="100" height="14" fill="#092797"/></svg>"##;

const LINE: &str = r##"<svg viewBox="0 0 820 400" role="img"><title>Verlauf</title><text x="40" y="50" font-size="20" fill="#092797">36,2 % Überblick</text></svg>"##;

fn press() -> Press {
    Press::new(typst_assets::fonts().map(Into::into))
}

fn briefing(sections: Vec<Section>) -> Briefing {
    Briefing {
        title: "Lagebild Bayern".to_owned(),
        lead: "2.056 Kommunen · noch 38 Tage bis zum Ziel".to_owned(),
        stand: "Stand 23.11.2026, 09:00 Uhr".to_owned(),
        source: "Meldungen der Behörden; Statistisches Bundesamt".to_owned(),
        notice: Some("Demonstrationsdaten".to_owned()),
        made_at: "2026-11-23T08:00:00Z".parse().unwrap(),
        sections,
    }
}

fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section { heading: heading.to_owned(), blocks }
}

fn table(rows: usize, name: &str) -> Block {
    let bar = || Chart { svg: BAR.to_owned(), alt: "3 live, 2 unbekannt".to_owned(), narrow: None };
    Block::Table(Table {
        columns: vec![Column::text("Behörde", 3), Column::text("Stand", 2), Column::number("Menschen", 1)],
        rows: (0..rows)
            .map(|row| {
                let chart = Cell { chart: Some(bar()), ..Cell::default() };
                vec![Cell::of(name).noted(format!("Zeile {row}")), chart, Cell::of("12.345")]
            })
            .collect(),
    })
}

/// One of everything.
fn everything() -> Briefing {
    briefing(vec![
        section(
            "Wo stehen wir?",
            vec![
                Block::Say { text: "Der Stand liegt unter dem Zielpfad.".to_owned() },
                Block::Figures {
                    figures: vec![Figure {
                        value: "60,3\u{a0}%".to_owned(),
                        label: "Menschen".to_owned(),
                        note: "1 von 2".to_owned(),
                    }],
                },
                Block::Chart(Chart {
                    svg: LINE.to_owned(),
                    alt: "Abdeckung über die Zeit".to_owned(),
                    narrow: None,
                }),
                Block::Remark { text: "Gestrichelt: der Zielpfad.".to_owned() },
            ],
        ),
        section(
            "Die Zusagen",
            vec![
                table(5, "Landratsamt Kelheim"),
                Block::Key { entries: vec![KeyEntry { svg: BAR.to_owned(), label: "live".to_owned() }] },
                Block::List {
                    items: vec![Item {
                        mark: "24.11.2026".to_owned(),
                        text: "Workshop".to_owned(),
                        note: None,
                        address: Some("/workshops/1".to_owned()),
                    }],
                },
            ],
        ),
    ])
}

fn count(pdf: &[u8], what: &str) -> usize {
    pdf.windows(what.len()).filter(|window| *window == what.as_bytes()).count()
}

fn pages(pdf: &[u8]) -> usize {
    count(pdf, "/Type/Page/")
}

/// Its text in the order in which it is read; `None` where there is no program that reads it.
fn text(pdf: &[u8]) -> Option<String> {
    let reader =
        Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut reader) = reader else {
        eprintln!("pdftotext fehlt: der Text des PDF bleibt ungeprüft");
        return None;
    };
    let mut stdin = reader.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writing = std::thread::spawn(move || stdin.write_all(&pdf));
    let read = reader.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    // Hyphens at the ends of lines are the typesetter's.
    let text = String::from_utf8(read.stdout).unwrap().replace("\u{ad}\n", "").replace("-\n", "");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The typesetter refuses what is not accessible; this looks whether it was asked to.
fn expect_accessible(pdf: &[u8]) {
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for what in [
        "/MarkInfo<</Marked true",
        "/StructTreeRoot",
        "/Lang(de-DE)",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/DisplayDocTitle true",
        "/Outlines",
    ] {
        assert!(count(pdf, what) > 0, "{what}");
    }
}

#[test]
fn a_briefing_is_tagged_and_can_be_read_in_order() {
    let pdf = press().print(&everything()).unwrap();
    expect_accessible(&pdf);
    assert_eq!(count(&pdf, "/Scope/Row"), 5, "the first cell of a row is its head");
    assert_eq!(count(&pdf, "/Scope/Column"), 3);
    assert_eq!(count(&pdf, "/Alt"), 6, "a chart and five bars; the key is decoration");
    let Some(text) = text(&pdf) else { return };
    let mut rest = text.as_str();
    for part in [
        "Demonstrationsdaten",
        "Lagebild Bayern",
        "Wo stehen wir?",
        "60,3 %",
        "Gestrichelt",
        "Die Zusagen",
        "Landratsamt Kelheim",
        "Workshop",
        "Stand 23.11.2026, 09:00 Uhr · Quelle: Meldungen der Behörden",
        "Seite 1 von 1",
    ] {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("{part} is missing after its place: {text}")).1;
    }
}

#[test]
fn what_people_typed_is_shown_as_it_is() {
    let cell = Cell { text: TYPED.to_owned(), note: Some(TYPED.to_owned()), ..Cell::default() };
    let item =
        Item { mark: TYPED.to_owned(), text: TYPED.to_owned(), note: Some(TYPED.to_owned()), address: None };
    let mut briefing = briefing(vec![section(
        TYPED,
        vec![
            Block::Say { text: TYPED.to_owned() },
            Block::Table(Table { columns: vec![Column::text(TYPED, 1)], rows: vec![vec![cell]] }),
            Block::List { items: vec![item] },
        ],
    )]);
    briefing.title = TYPED.to_owned();
    briefing.notice = Some(TYPED.to_owned());
    let pdf = press().print(&briefing).unwrap();
    expect_accessible(&pdf);
    let Some(text) = text(&pdf) else { return };
    for part in ["#panic()", "$x^2$", "*fett*", "<script>alert(1)</script>", "@quelle", "`roh`", "// Ende"] {
        assert!(text.matches(part).count() >= 7, "{part} everywhere in {text}");
    }
}

#[test]
fn what_no_font_has_does_not_stop_the_press() {
    let text = "Tag\u{0}e\u{ad}s👍🏽ord\u{200d}nung\n中文\u{e000}".to_owned();
    let pdf = press().print(&briefing(vec![section("Hinweis", vec![Block::Say { text }])])).unwrap();
    expect_accessible(&pdf);
}

#[test]
fn many_rows_and_long_names_take_more_pages_with_the_head_on_each() {
    let name = "Verwaltungsgemeinschaft Donaudampfschifffahrtsgesellschaftskapitänsstadt an der Großen Laber";
    let pdf = press().print(&briefing(vec![section("Behörden", vec![table(300, name)])])).unwrap();
    expect_accessible(&pdf);
    assert!(pages(&pdf) > 5, "{} pages", pages(&pdf));
    let Some(text) = text(&pdf) else { return };
    assert_eq!(text.matches("Demonstrationsdaten").count(), pages(&pdf));
    assert_eq!(text.matches("Menschen").count(), pages(&pdf), "the head of the table is on each page");
    assert!(text.contains(&format!("Seite 1 von {}", pages(&pdf))));
    assert!((0..300).all(|row| text.contains(&format!("Zeile {row} "))), "no row is lost");
}

#[test]
fn an_empty_briefing_is_one_page() {
    let mut briefing = briefing(Vec::new());
    briefing.notice = None;
    let pdf = press().print(&briefing).unwrap();
    assert_eq!(pages(&pdf), 1);
    // Without a heading there is nothing to find one's way by.
    assert_eq!(count(&pdf, "<pdfuaid:part>1</pdfuaid:part>"), 1);
}

#[test]
fn the_same_briefing_gives_the_same_bytes() {
    assert_eq!(press().print(&everything()).unwrap(), press().print(&everything()).unwrap());
}

#[test]
fn without_fonts_nothing_is_printed() {
    assert!(matches!(Press::new([]).print(&everything()), Err(PrintError::NoFonts)));
}
