//! What a reader asks to see, from the parameters of an address.

use domain::catalogue::{Catalogue, Selection};
use domain::coverage::{Measure, Scope};
use domain::register::Register;
use domain::rollout::Viewpoint;
use domain::{Ars, Day};

use crate::{urls, words};

/// Measure, selection, scope and viewpoint: the filter bar of Lagebild and service pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    /// What is counted in the headline and the chart.
    pub measure: Measure,
    /// What is looked at.
    pub selection: Selection,
    /// Where.
    pub scope: Ars,
    /// As of when.
    pub viewpoint: Viewpoint,
    /// What the address asked for and does not exist, for a notice to the reader.
    pub ignored: Vec<&'static str>,
}

impl Filter {
    /// Reads the parameters `gemessen`, `leistung`, `gebiet`, `stand` and `bekannt`. What cannot be read is
    /// replaced by the usual value and told in [`Filter::ignored`].
    #[must_use]
    pub fn read<'a>(
        parameter: impl Fn(&str) -> &'a str,
        catalogue: &Catalogue,
        register: &Register,
        today: Day,
    ) -> Self {
        let mut ignored = Vec::new();
        let measure = match parameter("gemessen") {
            "" => Measure::Inhabitants,
            slug => Measure::ALL
                .into_iter()
                .find(|measure| words::measure_slug(*measure) == slug)
                .unwrap_or_else(|| {
                    ignored.push("gemessen");
                    Measure::Inhabitants
                }),
        };
        let selection = match parameter("leistung") {
            "" => Selection::Total,
            slug => selection(slug, catalogue).unwrap_or_else(|| {
                ignored.push("leistung");
                Selection::Total
            }),
        };
        let scope = match parameter("gebiet") {
            "" => catalogue.land,
            key => register.resolve(key).map_or_else(
                || {
                    ignored.push("gebiet");
                    catalogue.land
                },
                |body| body.ars,
            ),
        };
        let mut day = |name: &'static str| match parameter(name) {
            "" => None,
            text => match text.parse::<Day>() {
                Ok(day) if day <= today => Some(day),
                _ => {
                    ignored.push(name);
                    None
                }
            },
        };
        let on = day("stand").unwrap_or(today);
        let known_on = day("bekannt");
        Self { measure, selection, scope, viewpoint: Viewpoint { on, known_on }, ignored }
    }

    /// The scope for counting.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::Within(self.scope)
    }

    /// The address of a page under this filter; usual values are left out.
    #[must_use]
    pub fn url(&self, path: &str, land: &Ars, today: Day) -> String {
        let measure =
            if self.measure == Measure::Inhabitants { "" } else { words::measure_slug(self.measure) };
        let selection = match &self.selection {
            Selection::Total => "",
            Selection::Commitment(slug) | Selection::Service(slug) => slug.as_str(),
        };
        let scope = if self.scope == *land { "" } else { self.scope.as_str() };
        let on = if self.viewpoint.on == today { String::new() } else { self.viewpoint.on.to_string() };
        let known_on = self.viewpoint.known_on.map(|day| day.to_string()).unwrap_or_default();
        urls::with_query(
            path,
            &[
                ("gemessen", measure),
                ("leistung", selection),
                ("gebiet", scope),
                ("stand", &on),
                ("bekannt", &known_on),
            ],
        )
    }
}

/// The commitment or service of that slug. A commitment of one service has the service's slug and means the
/// same.
#[must_use]
pub fn selection(slug: &str, catalogue: &Catalogue) -> Option<Selection> {
    let slug = slug.parse().ok()?;
    if catalogue.commitment(&slug).is_some() {
        Some(Selection::Commitment(slug))
    } else {
        catalogue.service(&slug).is_some().then_some(Selection::Service(slug))
    }
}
