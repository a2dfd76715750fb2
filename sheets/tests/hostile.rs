//! Files that are built to use up time or memory: each gets its answer within 10 seconds and 500 MB.
//!
//! One test after the other in one function: the allocator counts for the whole program.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Duration;

use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};
use sheets::read::{MAX_BYTES, MAX_CELLS, Unreadable, Workbook, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[path = "../src/read/tests/parts.rs"]
mod parts;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The figures of the issue.
const MOST_TIME: Duration = Duration::from_secs(10);
const MOST_MEMORY: usize = 500 << 20;

/// What this thread has had of the processor: others may want it at the same time.
fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap()
}

/// Reads a file and measures it.
fn measured(what: &str, bytes: &[u8], name: &str) -> Result<Workbook, Unreadable> {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let begin = processor_time();
    let answer = read(bytes, name);
    let (time, memory) = (processor_time().saturating_sub(begin), MEMORY.peak_usage() - before);
    eprintln!("{what}: {time:.1?}, {} MB, {} MB file", memory >> 20, bytes.len() >> 20);
    assert!(time < MOST_TIME, "{what}: {time:?}");
    assert!(memory < MOST_MEMORY, "{what}: {memory} bytes");
    answer
}

fn refused(what: &str, bytes: &[u8], name: &str) -> String {
    measured(what, bytes, name).map(|_| ()).expect_err(what).to_string()
}

/// The small workbook, one part of it made anew.
fn with(base: &str, part: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, kept) in parts::split(base.as_bytes()) {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        zip.write_all(if name == part { content } else { &kept }).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> Vec<u8> {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").into_bytes()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

#[test]
fn every_file_gets_its_answer_in_time() {
    let zeros = vec![0_u8; 1 << 30];
    assert!(
        refused("1 GB of zeros", &zeros, "stand.xlsx").contains("zu groß: gelesen werden höchstens 32 MB")
    );
    assert!(refused("32 MB of zeros", &zeros[..MAX_BYTES], "stand.csv").contains("unbekannter Art"));

    // 1,000 times smaller than what it unpacks to.
    let bomb = with(parts::XLSX, SHEET, &zeros);
    assert!(refused("zip bomb", &bomb, "stand.xlsx").contains("entpackt sich auf mehr"));
    let mut lying = bomb;
    // The sizes in the directory and in front of the part say 1 KB.
    let mut lies = 0;
    for place in 0..lying.len() - 4 {
        if lying[place..place + 4] == (1_u32 << 30).to_le_bytes() {
            lying[place..place + 4].copy_from_slice(&1024_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert!(lies > 0);
    let answer = refused("zip bomb that lies", &lying, "stand.xlsx");
    assert!(answer.contains("entpackt sich") || answer.contains("beschädigt"), "{answer}");
    drop(zeros);

    lists();
    texts();
    grids();
    largest();
}

/// Things a workbook lists, each of them small.
fn lists() {
    let many = sheet(&"<row><c/><c/><c/><c/><c/><c/><c/><c/></row>".repeat(1_100_000));
    assert!(
        refused("cells of nothing", &with(parts::XLSX, SHEET, &many), "x.xlsx").contains("zu viele Zellen")
    );
    let rows = sheet(&"<row r=\"1\"/>".repeat(20_000_000));
    assert!(measured("rows of nothing", &with(parts::XLSX, SHEET, &rows), "x.xlsx").is_ok());
    let strings = format!("<sst>{}</sst>", "<si/>".repeat(3_000_000));
    assert!(
        refused("texts of nothing", &with(parts::XLSX, STRINGS, strings.as_bytes()), "x.xlsx")
            .contains("Zellen")
    );
    let styles = format!(
        "<styleSheet><fonts><font><name val=\"{}\"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>",
        "x".repeat(1 << 20),
        "<xf fontId=\"0\"/>".repeat(10_000)
    );
    let answer = refused(
        "formats that copy a long name",
        &with(parts::XLSX, "xl/styles.xml", styles.as_bytes()),
        "x.xlsx",
    );
    assert!(answer.contains("kein Tabellenprogramm"), "{answer}");
    let deep = format!("{}{}", "<a>".repeat(5_000_000), "</a>".repeat(5_000_000));
    let answer = refused("tags in tags", &with(parts::XLSX, SHEET, deep.as_bytes()), "x.xlsx");
    assert!(answer.contains("kein Tabellenprogramm"), "{answer}");
    let merged = format!(
        "<worksheet><sheetData>{}</sheetData><mergeCells>{}</mergeCells></worksheet>",
        (1..=5_000).fold(String::new(), |mut rows, row| {
            let _ = write!(rows, "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>");
            rows
        }),
        "<mergeCell ref=\"A1:B5000\"/>".repeat(20_000)
    );
    let answer = refused("merged over and over", &with(parts::XLSX, SHEET, merged.as_bytes()), "x.xlsx");
    assert!(answer.contains("kein Tabellenprogramm"), "{answer}");
}

/// Texts that are long, or come often.
fn texts() {
    let long = "x".repeat(100 << 20);
    let one = sheet(&format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>"));
    let answer = refused("one text of 100 MB", &with(parts::XLSX, SHEET, &one), "x.xlsx");
    assert!(answer.contains("kein Tabellenprogramm"), "{answer}");
    let attribute = sheet(&format!("<row><c r=\"{long}\"/></row>"));
    let answer = refused("one attribute of 100 MB", &with(parts::XLSX, SHEET, &attribute), "x.xlsx");
    assert!(answer.contains("kein Tabellenprogramm"), "{answer}");
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let mut parts_of = parts::split(parts::XLSX.as_bytes());
    for (name, content) in &mut parts_of {
        match name.as_str() {
            STRINGS => *content = shared.clone().into_bytes(),
            SHEET => *content = sheet(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(200_000)),
            _ => {}
        }
    }
    assert!(refused("one text 200,000 times", &parts::zip(&parts_of), "x.xlsx").contains("zu viele Zellen"));
    let open = format!("a;b\n1;\"{}", "x;y\n".repeat(5_000_000));
    assert!(refused("a quotation of 20 MB", open.as_bytes(), "x.csv").contains("Zeile 2"));
    let spaces = parts::ODS.replace("text:c=\"2\"", "text:c=\"4000000000\"");
    assert!(measured("spaces", &parts::workbook(&spaces), "x.ods").is_ok(), "the sheet is left out");
}

/// Cells that repeat, and rows that reach far.
fn grids() {
    for (what, from, to) in [
        (
            "rows repeated",
            "number-rows-repeated=\"2\"><table:table-cell office",
            "number-rows-repeated=\"4000000000\"><table:table-cell office",
        ),
        (
            "columns repeated",
            "number-columns-repeated=\"2\" office",
            "number-columns-repeated=\"4000000000\" office",
        ),
        (
            "formulas repeated",
            "<table:table-cell table:number-columns-repeated=\"16384\"/>",
            "<table:table-cell table:formula=\"of:=A1\" table:number-columns-repeated=\"4000000000\"/>",
        ),
        (
            "a row at the end of all",
            "<table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row><table:table-row table:number-rows-repeated=\"2\">",
            "<table:table-cell/></table:table-row><table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated=\"2\">",
        ),
    ] {
        assert!(parts::ODS.contains(from), "{what}");
        assert!(measured(what, &parts::workbook(&parts::ODS.replace(from, to)), "x.ods").is_ok(), "{what}");
    }
    let wide = format!("{}a\n", ";".repeat(255)).repeat(MAX_BYTES / 257);
    assert!(refused("32 MB of semicolons", wide.as_bytes(), "x.csv").contains("zu viele Zellen"));
    let lines = "a\n".repeat(MAX_BYTES / 2);
    assert!(refused("16 million lines", lines.as_bytes(), "x.csv").contains("zu viele Zeilen"));
}

/// As much as is read at all.
fn largest() {
    let rows = MAX_CELLS / 25 - 1;
    let mut file = String::new();
    let mut csv = String::new();
    for row in 1..=rows {
        file.push_str("<row>");
        for column in 0..25 {
            let _ = write!(file, "<c t=\"inlineStr\"><is><t>{row}/{column} abcdefg</t></is></c>");
            let _ = write!(csv, "{row}/{column};");
        }
        file.push_str("</row>");
        csv.push('\n');
    }
    let bytes = with(parts::XLSX, SHEET, &sheet(&file));
    drop(file);
    let workbook = measured("the largest workbook", &bytes, "x.xlsx").unwrap();
    assert_eq!(workbook.sheets[0].rows.len(), rows);
    drop(workbook);
    let workbook = measured("the largest CSV", &csv.as_bytes()[..csv.len().min(MAX_BYTES)], "x.csv").unwrap();
    assert!(workbook.sheets[0].rows.len() > 100_000);
}
