//! What is asked of the audit.

use domain::Day;
use domain::text::search_key;

use super::{Names, words};
use crate::context::Page;
use crate::urls;

/// Longest typed text.
const TYPED_MAX: usize = 100;

/// Deeds that belong together.
#[derive(Debug)]
pub struct Kind {
    /// The word in addresses.
    pub slug: &'static str,
    /// What readers see.
    pub name: &'static str,
    /// What the actions begin with.
    pub prefix: &'static str,
}

/// Deeds to choose from.
pub const KINDS: &[Kind] = &[
    Kind { slug: "staende", name: "Stände", prefix: "status." },
    Kind { slug: "kriterien", name: "Kriterien", prefix: "criteri" },
    Kind { slug: "hindernisse", name: "Hindernisse", prefix: "blocker." },
    Kind { slug: "ausnahmen", name: "Ausnahmen", prefix: "exemption." },
    Kind { slug: "hersteller", name: "Hersteller", prefix: "vendor." },
    Kind { slug: "workshops", name: "Workshops", prefix: "workshop." },
    Kind { slug: "erkenntnisse", name: "Erkenntnisse", prefix: "finding." },
    Kind { slug: "massnahmen", name: "Maßnahmen", prefix: "measure." },
    Kind { slug: "anmeldungen", name: "Anmeldungen", prefix: "sign" },
    Kind { slug: "sitzungen", name: "Sitzungen", prefix: "session." },
    Kind { slug: "personen", name: "Personen und Rechte", prefix: "person." },
    Kind { slug: "benachrichtigungen", name: "Benachrichtigungen", prefix: "notification." },
    Kind { slug: "links", name: "Links", prefix: "link." },
    Kind { slug: "ziele", name: "Ziele", prefix: "target." },
    Kind { slug: "definitionen", name: "Definitionen", prefix: "definition." },
    Kind { slug: "stichtage", name: "Stichtage", prefix: "snapshot." },
    Kind { slug: "register", name: "Gemeindeverzeichnis", prefix: "register." },
    Kind { slug: "grenzen", name: "Gemeindegrenzen", prefix: "boundaries." },
    Kind { slug: "einrichtung", name: "Einrichtung", prefix: "setup." },
    Kind { slug: "demonstration", name: "Demonstration", prefix: "demo." },
    Kind { slug: "protokoll", name: "Protokoll", prefix: "audit." },
];

/// What of an address could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// A day that does not exist.
    Day,
    /// A kind of deed that does not exist.
    Kind,
    /// The typed text fits more than can be asked for.
    TooMuch,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Done on this day or later.
    pub from: Option<Day>,
    /// Done on this day or earlier.
    pub to: Option<Day>,
    /// Part of the name of who did it, or the id.
    pub who: String,
    /// What was done.
    pub kind: Option<&'static Kind>,
    /// Part of the name or key of what it was done to.
    pub search: String,
}

impl AuditFilter {
    /// Reads the parameters of the address; what cannot be used is as if it was not asked for.
    #[must_use]
    pub fn read(page: &Page) -> (Self, Vec<Unused>) {
        let mut unused = Vec::new();
        let mut day = |name: &str| match page.parameter(name) {
            "" => None,
            typed => typed.parse().map_err(|_| unused.push(Unused::Day)).ok(),
        };
        let (from, to) = (day("von"), day("bis"));
        let asked = page.parameter("was");
        let kind = KINDS.iter().find(|kind| kind.slug == asked);
        if kind.is_none() && !asked.is_empty() {
            unused.push(Unused::Kind);
        }
        let typed = |name: &str| page.parameter(name).chars().take(TYPED_MAX).collect();
        unused.dedup();
        (Self { from, to, who: typed("wer"), kind, search: typed("suche") }, unused)
    }

    /// Whether anything is asked for at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.from.is_none()
            && self.to.is_none()
            && self.who.is_empty()
            && self.kind.is_none()
            && self.search.is_empty()
    }

    /// The address of this selection at `path`, with the number of a page beyond the first.
    #[must_use]
    pub fn url(&self, path: &str, page: usize) -> String {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        urls::with_query(
            path,
            &[
                ("von", &day(self.from)),
                ("bis", &day(self.to)),
                ("wer", &self.who),
                ("was", self.kind.map_or("", |kind| kind.slug)),
                ("suche", &self.search),
                ("seite", &if page > 1 { page.to_string() } else { String::new() }),
            ],
        )
    }

    /// The ids of those whom the typed name may mean; `None`: nobody in particular.
    #[must_use]
    pub fn actors(&self, names: &Names) -> Option<Vec<String>> {
        let typed = Typed::new(&self.who)?;
        let nobody = std::iter::once((words::NOBODY, words::who(words::NOBODY, names)));
        let known = names.iter().map(|(id, name)| (id.as_str(), name.clone())).chain(nobody);
        let mut ids: Vec<String> =
            known.filter(|(id, name)| typed.fits(id, name)).map(|(id, _)| id.to_owned()).collect();
        // Somebody whom the audit names and nobody knows any more.
        ids.push(self.who.clone());
        Some(ids)
    }

    /// Those of the subjects that the typed text may mean; `None`: none in particular.
    #[must_use]
    pub fn subjects(&self, all: Vec<String>, page: &Page, names: &Names) -> Option<Vec<String>> {
        let typed = Typed::new(&self.search)?;
        let fits = |key: &String| typed.fits(key, &words::subject(key, "", page, names).text);
        Some(all.into_iter().filter(fits).collect())
    }
}

/// A typed text to compare with.
struct Typed<'a> {
    text: &'a str,
    key: String,
}

impl<'a> Typed<'a> {
    fn new(text: &'a str) -> Option<Self> {
        (!text.is_empty()).then(|| Self { text, key: search_key(text) })
    }

    fn fits(&self, key: &str, name: &str) -> bool {
        key.contains(self.text) || (!self.key.is_empty() && search_key(name).contains(&self.key))
    }
}
