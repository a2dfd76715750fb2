//! The product's own table of a register: one line for each body, tab-separated.
//!
//! Below a comment line with sources and attribution stands the header
//! `ars kind name ags inhabitants area_ha x y`. The last five are empty for what is no commune.
//!
//! `cargo xtask facts` writes it from the register and the boundaries.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use super::{Edition, Register, RegisterError};
use crate::body::{Body, CommuneFacts, Point};
use crate::day::Day;

const HEADER: &str = "ars\tkind\tname\tags\tinhabitants\tarea_ha\tx\ty";

/// Why a text is not a table of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// The line with the names of the columns is missing or another.
    #[error("the line with the names of the columns is missing or another")]
    Header,
    /// A line has more or fewer columns than the header.
    #[error("line {line}: not 8 columns")]
    Columns {
        /// Counted from 1.
        line: usize,
    },
    /// A field cannot be read.
    #[error("line {line}: {column} cannot be read")]
    Field {
        /// Counted from 1.
        line: usize,
        /// Its name in the header.
        column: &'static str,
    },
    /// The lines can be read but contradict each other.
    #[error(transparent)]
    Register(#[from] RegisterError),
}

/// The register that a table describes.
pub fn read(table: &str) -> Result<Register, FactsError> {
    let mut lines = table
        .lines()
        .enumerate()
        .map(|(index, text)| (index + 1, text))
        .filter(|(_, text)| !text.starts_with('#'));
    if lines.next().is_none_or(|(_, header)| header != HEADER) {
        return Err(FactsError::Header);
    }
    let bodies: Vec<Body> = lines.map(|(line, text)| body(line, text)).collect::<Result<_, _>>()?;
    Ok(Register::new(bodies)?)
}

fn body(line: usize, text: &str) -> Result<Body, FactsError> {
    let fields: Vec<&str> = text.split('\t').collect();
    let [ars, kind, name, ags, inhabitants, area_ha, x, y] = fields[..] else {
        return Err(FactsError::Columns { line });
    };
    let unreadable = |column| FactsError::Field { line, column };
    let centroid = match (x, y) {
        ("", "") => None,
        _ => Some(Point {
            x: x.parse().map_err(|_| unreadable("x"))?,
            y: y.parse().map_err(|_| unreadable("y"))?,
        }),
    };
    let commune = match (ags, inhabitants, area_ha, centroid) {
        ("", "", "", None) => None,
        _ => Some(CommuneFacts {
            ags: ags.parse().map_err(|_| unreadable("ags"))?,
            inhabitants: inhabitants.parse().map_err(|_| unreadable("inhabitants"))?,
            area_ha: area_ha.parse().map_err(|_| unreadable("area_ha"))?,
            centroid,
        }),
    };
    Ok(Body {
        ars: ars.parse().map_err(|_| unreadable("ars"))?,
        name: if name.is_empty() { Err(unreadable("name"))? } else { name.to_owned() },
        kind: kind.parse().map_err(|_| unreadable("kind"))?,
        commune,
    })
}

/// The table of a register, below a comment line that tells the sources.
#[must_use]
pub fn write(register: &Register, sources: &str) -> String {
    let mut table = format!("# {sources}\n{HEADER}\n");
    for body in register.bodies() {
        let Body { ars, name, kind, commune } = body;
        let facts = commune.as_ref().map_or_else(
            || "\t\t\t\t".to_owned(),
            |CommuneFacts { ags, inhabitants, area_ha, centroid }| {
                let position = centroid.map_or_else(|| "\t".to_owned(), |Point { x, y }| format!("{x}\t{y}"));
                format!("{ags}\t{inhabitants}\t{area_ha}\t{position}")
            },
        );
        // Writing to a String cannot fail.
        let _ = writeln!(table, "{ars}\t{kind}\t{name}\t{facts}");
    }
    table
}

/// The sources of [`bayern`] with the attribution that their licences demand.
pub const BAYERN_SOURCES: &str =
    "Statistisches Bundesamt, GV-ISys, 30.11.2023; © GeoBasis-DE / BKG 2021, Daten verändert";

/// The edition that comes with the product: Bavaria on 30.11.2023.
#[must_use]
pub fn bayern() -> Edition {
    static BAYERN: LazyLock<Edition> = LazyLock::new(|| {
        let table = include_str!("../../facts/bayern_2023-11-30.tsv");
        Edition {
            land: "09".parse().expect("two digits are the key of a Land"),
            as_of: Day::from_ymd(2023, 11, 30).expect("November has thirty days"),
            source: BAYERN_SOURCES.to_owned(),
            register: Arc::new(read(table).expect("the table is part of the program, and a test reads it")),
        }
    });
    BAYERN.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_program_reads_and_is_written_the_same() {
        let table = include_str!("../../facts/bayern_2023-11-30.tsv");
        let register = read(table).unwrap();
        assert!(register == *bayern().register);
        assert!(write(&register, BAYERN_SOURCES) == table);
    }

    #[test]
    fn faults_tell_their_line_and_column() {
        let table = |line: &str| read(&format!("# sources\n{HEADER}\n{line}\n"));
        let field = |column| Err(FactsError::Field { line: 3, column });
        let good = "097720177177\tmarkt\tMeitingen\t09772177\t12133\t2987\t1\t-2";
        assert_eq!(table(good).unwrap().communes().count(), 1);
        assert_eq!(read(""), Err(FactsError::Header));
        assert_eq!(read(good), Err(FactsError::Header));
        assert_eq!(table("09772\tlandkreis\tAugsburg"), Err(FactsError::Columns { line: 3 }));
        for (old, new, column) in [
            ("097720177177", "0977", "ars"),
            ("markt", "dorf", "kind"),
            ("Meitingen", "", "name"),
            ("09772177", "9772177", "ags"),
            ("12133", "12.133", "inhabitants"),
            ("2987", "", "area_ha"),
            ("\t1\t", "\t\t", "x"),
            ("-2", "2.5", "y"),
        ] {
            assert_eq!(table(&good.replacen(old, new, 1)), field(column), "{new}");
        }
        let facts_of_none = table("09772\tlandkreis\tAugsburg\t09772000\t1\t1\t1\t1");
        assert!(matches!(facts_of_none, Err(FactsError::Register(RegisterError::Facts(_)))));
    }
}
