//! What the server hands to every page.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::catalogue::Selection;
use domain::entry::{Field, Problem, TypedStatus};
use domain::register::Register;
use domain::situation::Situation;
use domain::{Ars, Day};
use leptos::prelude::*;

use crate::figures::{Figures, Filter};
use crate::words;

/// What stays the same from start to stop of the server.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Address of the style sheet.
    pub css: Option<String>,
    /// Address of the icon.
    pub favicon: Option<String>,
    /// Address of the licence texts of fonts and design system.
    pub licences: Option<String>,
    /// Name of the browser part, without ending; `None`: pages are served without it.
    pub output_name: Option<String>,
    /// Addresses of fonts that every page needs.
    pub fonts: Vec<String>,
    /// Texts of the operator, Markdown.
    pub texts: Texts,
    /// Whether everybody may read the figures, without signing in. Of a demonstration everybody may.
    pub is_public: bool,
}

/// Texts that only the operator can write. `None`: the page says that it is missing.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Who answers for the site.
    pub imprint: Option<String>,
    /// What happens to personal data.
    pub privacy: Option<String>,
    /// What is known about accessibility, and where to report a barrier.
    pub accessibility: Option<String>,
}

/// What one page is made from.
#[derive(Clone, Debug)]
pub struct Page {
    /// Everything known.
    pub situation: Arc<Situation>,
    /// The version of the data.
    pub version: i64,
    /// Whether what is known is invented.
    pub is_demo: IsDemo,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// Aggregates, computed once per version.
    pub figures: Arc<Figures>,
    /// The query of the address.
    pub query: Arc<HashMap<String, String>>,
}

impl Page {
    /// The day of the request.
    #[must_use]
    pub fn today(&self) -> Day {
        Day::of(self.now)
    }

    /// The register of today.
    #[must_use]
    pub fn register(&self) -> Arc<Register> {
        self.situation.responsibilities(self.today()).register().clone()
    }

    /// What is counted, as a part of a sentence: "alle fünf Zusagen", "Führerschein beantragen".
    #[must_use]
    pub fn selection_name(&self, selection: &Selection) -> String {
        let catalogue = self.situation.catalogue();
        match selection {
            Selection::Total => format!("alle {} Zusagen", small_number(catalogue.commitments.len())),
            Selection::Commitment(slug) => {
                catalogue.commitment(slug).map(|commitment| commitment.name.clone()).unwrap_or_default()
            }
            Selection::Service(slug) => {
                catalogue.service(slug).map(|service| service.name.clone()).unwrap_or_default()
            }
        }
    }

    /// The name of an authority, also of one that does not exist any more.
    #[must_use]
    pub fn authority_name(&self, ars: &Ars) -> String {
        let register = self.register();
        let known =
            register.get(ars).or_else(|| self.situation.editions().last_known(ars).map(|(body, _)| body));
        known.map_or_else(|| ars.to_string(), words::authority_name)
    }

    /// What the address asks to see, and the names of parameters that could not be used.
    #[must_use]
    pub fn filter(&self) -> (Filter, Vec<&'static str>) {
        Filter::read(|name| self.parameter(name), &self.situation, self.today())
    }

    /// A parameter of the address; empty where it is missing.
    #[must_use]
    pub fn parameter(&self, name: &str) -> &str {
        self.query.get(name).map_or("", |value| value.trim())
    }
}

fn small_number(number: usize) -> String {
    ["null", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"]
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Whether the data is a demonstration; said on every page, on those about an error too.
#[derive(Clone, Copy, Debug)]
pub struct IsDemo(pub bool);

/// A status form that was not accepted, shown again with what was typed.
#[derive(Clone, Debug)]
pub struct RejectedStatus {
    /// What was typed.
    pub typed: TypedStatus,
    /// Why it was not accepted.
    pub reason: Rejection,
}

/// A retraction that was not accepted, shown again with what was typed.
#[derive(Clone, Debug)]
pub struct RejectedRetraction {
    /// The event, as the form sent it.
    pub event: String,
    /// What was typed.
    pub reason_text: String,
    /// Why it was not accepted.
    pub reason: Rejection,
}

/// Why something typed was not recorded.
#[derive(Clone, Debug)]
pub enum Rejection {
    /// Fields that have to be corrected.
    Fields(Vec<(Field, Problem)>),
    /// The entry contradicts a later recorded one, named by its id.
    Contradiction(i64),
    /// Somebody else recorded something since the form was opened with this version.
    Stale(i64),
    /// The version that the form sends along was tampered with or is missing.
    NoVersion,
    /// The body is not responsible for the service.
    NotResponsible,
    /// A reason for the retraction is missing or cannot be kept.
    Reason(Problem),
}

/// An error that is shown on a page of its own.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The HTTP status.
    pub status: u16,
    /// Under which the log has the details.
    pub reference: Option<String>,
    /// Why, where the status alone does not say it.
    pub reason: Option<FailureReason>,
}

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureReason {
    /// 403: the form was sent by another site.
    ForeignForm,
    /// 403: whoever is signed in has no right to it.
    NotAllowed,
    /// 403: nobody is signed in (any more). What was typed meanwhile can be sent again.
    SignedOut(Option<Unsent>),
}

/// A form that came when its session was over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// Where it goes.
    pub action: String,
    /// What was typed, by name of the field.
    pub fields: Vec<(String, String)>,
}

/// The page being made. Panics outside of a request, which is a mistake in the wiring.
#[must_use]
pub fn page() -> Page {
    expect_context()
}

/// The site. Panics outside of a request, which is a mistake in the wiring.
#[must_use]
pub fn site() -> Arc<Site> {
    expect_context()
}
