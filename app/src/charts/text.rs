//! Text in charts: widths, line breaks, markup.

/// Text for the inside of an element or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(printable(other)),
        }
    }
    escaped
}

/// One line for plotters, which escapes by itself but keeps what XML forbids.
pub(super) fn line(text: &str) -> String {
    text.chars().map(printable).collect()
}

fn printable(character: char) -> char {
    let forbidden = character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}');
    if forbidden { ' ' } else { character }
}

/// The width of a line in Fira Sans, in pixels: close enough to break lines and keep labels apart, and for
/// whole words rather too wide than too narrow.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let em: f64 = text
        .chars()
        .map(|character| match character {
            'i' | 'j' | 'l' | 'I' | 'J' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{a0}' => 0.29,
            'f' | 'r' | 't' | '-' | '(' | ')' => 0.39,
            'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'F' | 'L' | '/' | '1' | '7' => 0.5,
            'm' | 'w' | 'M' | 'W' | '%' => 0.84,
            'A'..='Z' | 'Ä' | 'Ö' | 'Ü' => 0.64,
            _ => 0.57,
        })
        .sum();
    em * size
}

/// Breaks a text into lines of at most `room` pixels: at spaces, after hyphens, and inside a word only when
/// the word alone is wider than a line.
pub(super) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for piece in pieces(&line(text)) {
        let candidate = format!("{current}{piece}");
        if width(candidate.trim_end(), size) <= room {
            current = candidate;
            continue;
        }
        if !current.trim().is_empty() {
            lines.push(current.trim().to_owned());
        }
        current = String::new();
        for character in piece.chars() {
            if !current.is_empty() && width(&current, size) + width("W", size) > room {
                lines.push(std::mem::take(&mut current));
            }
            current.push(character);
        }
    }
    if !current.trim().is_empty() || lines.is_empty() {
        lines.push(current.trim().to_owned());
    }
    lines
}

/// The text cut where a line may end. A no-break space is no such place.
fn pieces(text: &str) -> Vec<&str> {
    text.split_inclusive([' ', '-']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_break_where_german_allows() {
        assert_eq!(
            wrap("Neustadt a.d. Aisch-Bad Windsheim", 15.0, 150.0),
            ["Neustadt a.d. Aisch-", "Bad Windsheim"]
        );
        assert_eq!(wrap("Oberbayern", 15.0, 180.0), ["Oberbayern"]);
        assert_eq!(wrap("", 15.0, 180.0), [""]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_cut() {
        let word = "Donaudampfschifffahrtsgesellschaft";
        let lines = wrap(word, 15.0, 100.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 15.0) <= 100.0), "{lines:?}");
        assert_eq!(lines.concat(), word);
    }
}
