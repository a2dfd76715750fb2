//! Reading the fields of a form.

use std::collections::HashMap;
use std::str::FromStr;

use app::form::{Mistake, SentForm};
use domain::entry::{self, Problem};
use domain::{Ars, Day};

use crate::bodies::Bodies;

/// No form has more rows for bodies.
pub(crate) const ROWS_MAX: usize = 300;

/// The fields of a form, and what was found wrong with them so far.
///
/// Each reader notes a mistake in its field and returns `None`. Those of fields that may stay empty return `None`
/// for an empty one too: whether anything was wrong, [`is_right`](Self::is_right) knows once all are read.
#[derive(Clone, Debug)]
pub struct Typed {
    fields: HashMap<String, String>,
    mistakes: Vec<(Option<String>, Mistake)>,
}

impl Typed {
    /// A form as it was sent.
    #[must_use]
    pub fn new(fields: HashMap<String, String>) -> Self {
        Self { fields, mistakes: Vec::new() }
    }

    /// What stands in a field; empty when the form lacks it.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// Whether the form has the field, which of a box means that it is ticked.
    #[must_use]
    pub fn is_checked(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    /// The rest of the names of all fields that begin so, in their order: which boxes of a group are ticked.
    #[must_use]
    pub fn checked_with_prefix(&self, prefix: &str) -> Vec<String> {
        let names = self.fields.keys().filter_map(|name| name.strip_prefix(prefix));
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort_unstable();
        names
    }

    /// Whether nothing was wrong so far.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// Notes a mistake in a field.
    pub fn wrong(&mut self, field: &str, mistake: Mistake) {
        self.mistakes.push((Some(field.to_owned()), mistake));
    }

    /// Notes a mistake that concerns the whole form.
    pub fn wrong_altogether(&mut self, mistake: Mistake) {
        self.mistakes.push((None, mistake));
    }

    /// The form, to be shown again. Passwords do not go back over the wire.
    #[must_use]
    pub fn sent(mut self) -> SentForm {
        for secret in ["password", "current"] {
            self.fields.remove(secret);
        }
        SentForm { fields: self.fields, mistakes: self.mistakes }
    }

    /// The form with one more mistake that concerns the whole of it.
    #[must_use]
    pub fn refused(mut self, mistake: Mistake) -> SentForm {
        self.wrong_altogether(mistake);
        self.sent()
    }

    /// A text of one line that may be missing, with at most `max` characters.
    pub fn line(&mut self, field: &str, max: usize) -> Option<String> {
        let read = entry::line(self.text(field), max);
        self.noted(field, read).flatten()
    }

    /// A text of one line.
    pub fn required_line(&mut self, field: &str, max: usize) -> Option<String> {
        let read = entry::line(self.text(field), max);
        self.there(field, read, Mistake::Missing)
    }

    /// A text of several lines that may be missing, with at most [`entry::NOTE_MAX`] characters.
    pub fn note(&mut self, field: &str) -> Option<String> {
        let read = entry::note(self.text(field));
        self.noted(field, read).flatten()
    }

    /// A text of several lines.
    pub fn required_note(&mut self, field: &str) -> Option<String> {
        let read = entry::note(self.text(field));
        self.there(field, read, Mistake::Missing)
    }

    /// A web address that may be missing.
    pub fn link(&mut self, field: &str) -> Option<String> {
        let read = entry::link(self.text(field));
        self.noted(field, read).flatten()
    }

    /// A day that may be missing and may lie ahead.
    pub fn day(&mut self, field: &str, today: Day) -> Option<Day> {
        let read = entry::planned_day(self.text(field), today);
        self.noted(field, read).flatten()
    }

    /// A day that may lie ahead.
    pub fn required_day(&mut self, field: &str, today: Day) -> Option<Day> {
        let read = entry::planned_day(self.text(field), today);
        self.there(field, read, Mistake::MissingDay)
    }

    /// A day on which something has happened.
    pub fn past_day(&mut self, field: &str, today: Day) -> Option<Day> {
        let read = match entry::past_day(self.text(field), today) {
            Err(Problem::Missing) => Ok(None),
            other => other.map(Some),
        };
        self.there(field, read, Mistake::MissingDay)
    }

    /// One of several that may stay open.
    pub fn optional_choice<T: FromStr>(&mut self, field: &str) -> Option<T> {
        let typed = self.text(field).trim();
        if typed.is_empty() {
            return None;
        }
        let chosen = typed.parse().ok();
        if chosen.is_none() {
            self.wrong(field, Mistake::NoSuchChoice);
        }
        chosen
    }

    /// One of several.
    pub fn choice<T: FromStr>(&mut self, field: &str) -> Option<T> {
        if self.text(field).trim().is_empty() {
            self.wrong(field, Mistake::MissingChoice);
        }
        self.optional_choice(field)
    }

    /// A whole number, such as the version of what the form is about.
    pub fn number(&mut self, field: &str) -> Option<i64> {
        let number = self.text(field).trim().parse().ok();
        if number.is_none() {
            self.wrong(field, Mistake::Number);
        }
        number
    }

    /// A share in percent, from 0 to 100, as a fraction.
    pub fn share(&mut self, field: &str) -> Option<f64> {
        let typed = self.text(field).trim().trim_end_matches('%').trim_end().replace(',', ".");
        // Rust reads more as a number than anybody types: "inf", "1e2".
        let is_plain =
            !typed.is_empty() && typed.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
        let percent = typed.parse().ok().filter(|percent| is_plain && (0.0..=100.0).contains(percent));
        if percent.is_none() {
            self.wrong(field, Mistake::Share);
        }
        percent.map(|percent: f64| percent / 100.0)
    }

    /// A body by its key or its name; it may be missing.
    pub fn body(&mut self, field: &str, bodies: &Bodies<'_>) -> Option<Ars> {
        let typed = self.text(field).trim();
        if typed.is_empty() {
            return None;
        }
        match bodies.find(typed) {
            Ok(found) => Some(found),
            Err(close) => {
                self.wrong(field, Mistake::NoSuchBody(close));
                None
            }
        }
    }

    /// The bodies of the rows `{prefix}0`, `{prefix}1` and so on, each once; empty rows are passed over.
    pub fn bodies(&mut self, prefix: &str, bodies: &Bodies<'_>) -> Vec<Ars> {
        let mut found = Vec::new();
        let rows = (0..ROWS_MAX).map(|row| format!("{prefix}{row}"));
        let rows: Vec<String> = rows.take_while(|row| self.is_checked(row)).collect();
        for row in rows {
            found.extend(self.body(&row, bodies).filter(|body| !found.contains(body)));
        }
        found
    }

    /// What was read, or the problem with it noted.
    fn noted<T>(&mut self, field: &str, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.wrong(field, Mistake::Field(problem))).ok()
    }

    /// The same of a field that must not stay empty.
    fn there<T>(&mut self, field: &str, read: Result<Option<T>, Problem>, missing: Mistake) -> Option<T> {
        let read = self.noted(field, read)?;
        if read.is_none() {
            self.wrong(field, missing);
        }
        read
    }
}

#[cfg(test)]
mod tests;
