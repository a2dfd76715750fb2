//! The parts of a letter, written as plain text and as HTML, so that both say the same.
//!
//! The HTML stands alone: no script, no picture, nothing that is loaded from anywhere, so that nobody learns who
//! opens it. Mail programs know no style sheets; the style is with each element.

use std::fmt::Write as _;

use html_escape::{encode_double_quoted_attribute as attribute, encode_text};
use url::Url;

const PAGE: &str = "margin:0;padding:24px 12px;background:#f2f3f6;color:#171a2b;\
                    font:16px/1.5 'Fira Sans',Arial,Helvetica,sans-serif";
const CARD: &str = "max-width:640px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #d5d8e2;\
                    border-radius:4px";
const TITLE: &str = "margin:0 0 16px;font-size:22px;line-height:1.3;overflow-wrap:anywhere";
const HEADING: &str = "margin:24px 0 4px;font-size:17px;line-height:1.3;overflow-wrap:anywhere";
const TEXT: &str = "margin:0 0 12px;overflow-wrap:anywhere";
const LIST: &str = "margin:0 0 12px;padding-left:20px;overflow-wrap:anywhere";
const BUTTON: &str = "display:inline-block;padding:10px 16px;background:#171a2b;color:#ffffff;\
                      text-decoration:none;border-radius:4px";
const LINK: &str = "color:#171a2b";
const SMALL: &str = "max-width:640px;margin:16px auto 0;font-size:13px;color:#4a4f63;overflow-wrap:anywhere";

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What follows is about this.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A list.
    Lines(Vec<String>),
    /// What the letter asks to do: a link that stands out.
    Action(String, Url),
    /// Another link.
    Link(String, Url),
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// The subject, which is the title of the HTML too.
    pub(crate) subject: String,
    /// What it says, in order.
    pub(crate) parts: Vec<Part>,
    /// Why it came, and what to do to get no more.
    pub(crate) foot: Vec<Part>,
}

impl Document {
    /// Plain text; each link on a line of its own, so that no mail program breaks it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from("Guten Tag,\n");
        for part in &self.parts {
            part.write_text(&mut text);
        }
        text.push_str("\n-- \n");
        let start = text.len();
        for part in &self.foot {
            part.write_text(&mut text);
        }
        // Nothing empty after the line from which on a mail program counts the signature.
        if text[start..].starts_with('\n') {
            text.remove(start);
        }
        text
    }

    /// A document of its own.
    pub(crate) fn html(&self) -> String {
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"de\">\n<head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title></head>\n\
             <body style=\"{PAGE}\">\n<main style=\"{CARD}\">\n<h1 style=\"{TITLE}\">{title}</h1>\n\
             <p style=\"{TEXT}\">Guten Tag,</p>\n",
            title = encode_text(&self.subject),
        );
        for part in &self.parts {
            part.write_html(&mut html);
        }
        let _ = write!(html, "</main>\n<footer style=\"{SMALL}\">\n");
        for part in &self.foot {
            part.write_html(&mut html);
        }
        html.push_str("</footer>\n</body>\n</html>\n");
        html
    }
}

impl Part {
    fn write_text(&self, text: &mut String) {
        // Writing to a text cannot fail.
        let _ = match self {
            Self::Heading(heading) => writeln!(text, "\n{heading}"),
            Self::Text(paragraph) => writeln!(text, "\n{paragraph}"),
            Self::Lines(lines) => lines.iter().try_for_each(|line| writeln!(text, "- {line}")),
            Self::Action(label, url) | Self::Link(label, url) => writeln!(text, "\n{label}:\n{url}"),
        };
    }

    fn write_html(&self, html: &mut String) {
        let _ = match self {
            Self::Heading(heading) => writeln!(html, "<h2 style=\"{HEADING}\">{}</h2>", encode_text(heading)),
            Self::Text(paragraph) => writeln!(html, "<p style=\"{TEXT}\">{}</p>", encode_text(paragraph)),
            Self::Lines(lines) => {
                let items: Vec<_> =
                    lines.iter().map(|line| format!("<li>{}</li>", encode_text(line))).collect();
                writeln!(html, "<ul style=\"{LIST}\">{}</ul>", items.concat())
            }
            Self::Action(label, url) => write_link(html, BUTTON, label, url),
            Self::Link(label, url) => write_link(html, LINK, label, url),
        };
    }
}

fn write_link(html: &mut String, style: &str, label: &str, url: &Url) -> std::fmt::Result {
    writeln!(
        html,
        "<p style=\"{TEXT}\"><a style=\"{style}\" href=\"{}\">{}</a></p>",
        attribute(url.as_str()),
        encode_text(label)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        Document {
            subject: "Fragen & <Antworten>".into(),
            parts: vec![
                Part::Text("Bitte antworten Sie.".into()),
                Part::Heading("Markt <script>alert(1)</script>".into()),
                Part::Lines(vec!["eins".into(), "\"zwei\"".into()]),
                Part::Action("Antworten".into(), "https://lagebild.example/a?b=c&d=%22".parse().unwrap()),
            ],
            foot: vec![Part::Text("Weil Sie es wollten.".into())],
        }
    }

    #[test]
    fn the_text_has_each_link_on_a_line_of_its_own() {
        assert_eq!(
            document().text(),
            "Guten Tag,\n\nBitte antworten Sie.\n\nMarkt <script>alert(1)</script>\n- eins\n- \"zwei\"\n\n\
             Antworten:\nhttps://lagebild.example/a?b=c&d=%22\n\n-- \nWeil Sie es wollten.\n"
        );
    }

    #[test]
    fn a_text_stays_text_and_nothing_is_loaded() {
        let html = document().html();
        assert!(html.contains("<title>Fragen &amp; &lt;Antworten&gt;</title>"), "{html}");
        assert!(html.contains("Markt &lt;script&gt;alert(1)&lt;/script&gt;</h2>"), "{html}");
        assert!(html.contains("href=\"https://lagebild.example/a?b=c&amp;d=%22\""), "{html}");
        for loading in ["<script", "<img", "<link", "src=", "url(", "@import"] {
            assert!(!html.contains(loading), "{loading} in {html}");
        }
    }
}
