//! What a briefing is made of. Every text is shown as it is: nothing in it is markup.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// A few pages about where something stands.
#[derive(Clone, Debug, Serialize)]
pub struct Briefing {
    /// What it is about ("Lagebild Bayern").
    pub title: String,
    /// The line under the title: place, size, what is counted.
    pub lead: String,
    /// As of when, at the foot of every page ("Stand 23.11.2026, 09:00 Uhr").
    pub stand: String,
    /// Where the figures come from, at the foot of every page.
    pub source: String,
    /// What has to be known on every page, such as that the figures are invented.
    pub notice: Option<String>,
    /// When it was made; the date of the document.
    pub made_at: DateTime<Utc>,
    /// What it says, in order.
    pub sections: Vec<Section>,
}

/// A part with a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// What matters, in a sentence or two.
    Say {
        /// The sentences.
        text: String,
    },
    /// What else there is to know: how something is counted, what is left out.
    Remark {
        /// The sentences.
        text: String,
    },
    /// Numbers side by side.
    Figures {
        /// The numbers.
        figures: Vec<Figure>,
    },
    /// A chart as wide as the page.
    Chart(Chart),
    /// Rows and columns.
    Table(Table),
    /// What the colours of a chart mean.
    Key {
        /// One for each colour.
        entries: Vec<KeyEntry>,
    },
    /// Lines under each other.
    List {
        /// The lines.
        items: Vec<Item>,
    },
}

/// A number that is to be remembered.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The number with its unit ("60,3 %").
    pub value: String,
    /// Of what ("Menschen").
    pub label: String,
    /// How it comes about.
    pub note: String,
}

/// A drawing.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// One `<svg>` element.
    pub svg: String,
    /// What it shows and says, for whoever does not see it.
    pub alt: String,
    /// The same for a screen on which the other would be too small; paper is wide.
    #[serde(skip)]
    pub narrow: Option<String>,
}

/// A colour and its meaning.
#[derive(Clone, Debug, Serialize)]
pub struct KeyEntry {
    /// A drawing of the colour alone.
    pub svg: String,
    /// What it means.
    pub label: String,
}

/// Rows under a head that is repeated on every page.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// The head.
    pub columns: Vec<Column>,
    /// The rows; the first cell of each is its head. Each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The heading.
    pub name: String,
    /// Whether the cells are numbers, which stand to the right.
    pub is_number: bool,
    /// The width, relative to the other columns.
    pub width: u8,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(name: impl Into<String>, width: u8) -> Self {
        Self { name: name.into(), is_number: false, width }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(name: impl Into<String>, width: u8) -> Self {
        Self { is_number: true, ..Self::text(name, width) }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// What is read first.
    pub text: String,
    /// A smaller line under it.
    pub note: Option<String>,
    /// A small drawing in place of the text.
    pub chart: Option<Chart>,
    /// Where the text leads to on a screen; paper leads nowhere.
    #[serde(skip)]
    pub address: Option<String>,
}

impl Cell {
    /// A cell of one line.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The same with a smaller line under it.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// The same leading somewhere.
    #[must_use]
    pub fn leading_to(self, address: impl Into<String>) -> Self {
        Self { address: Some(address.into()), ..self }
    }
}

/// A line of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// What stands before it, such as a day; may be empty.
    pub mark: String,
    /// What is said.
    pub text: String,
    /// A smaller line under it.
    pub note: Option<String>,
    /// Where the text leads to on a screen.
    #[serde(skip)]
    pub address: Option<String>,
}
