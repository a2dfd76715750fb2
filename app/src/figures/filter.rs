//! What a reader asks to see, from the parameters of an address.

use domain::catalogue::{Catalogue, Selection};
use domain::coverage::{Measure, Scope};
use domain::definition::DefinitionId;
use domain::entry::past_day;
use domain::rollout::Viewpoint;
use domain::situation::Situation;
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
    /// As of when, and what counts as live.
    pub viewpoint: Viewpoint,
    /// The definition of live that holds today, which no address has to name.
    pub usual: DefinitionId,
}

impl Filter {
    /// What is looked at where nobody chose: all commitments, counted in people, by the definition of today.
    #[must_use]
    pub fn usual(situation: &Situation, scope: Ars, on: Day, today: Day) -> Self {
        let definition = situation.programme().definitions.holding(today);
        Self {
            measure: Measure::Inhabitants,
            selection: Selection::Total,
            scope,
            viewpoint: Viewpoint { definition, ..Viewpoint::on(on) },
            usual: definition.id,
        }
    }

    /// Reads the parameters `gemessen`, `leistung`, `gebiet`, `stand`, `bekannt` and `definition`. What cannot be read is
    /// replaced by the usual value; the names of these parameters come back too, for a notice to the reader.
    #[must_use]
    pub fn read<'a>(
        parameter: impl Fn(&str) -> &'a str,
        situation: &Situation,
        today: Day,
    ) -> (Self, Vec<&'static str>) {
        let catalogue = situation.catalogue();
        let mut ignored = Vec::new();
        let mut asked = |name: &'static str, usual: bool| {
            if !usual {
                ignored.push(name);
            }
        };
        let measure = parameter("gemessen");
        let found = Measure::ALL.into_iter().find(|of| words::measure_slug(*of) == measure);
        asked("gemessen", found.is_some() || measure.is_empty());
        let measure = found.unwrap_or(Measure::Inhabitants);

        let slug = parameter("leistung");
        let found = selection(slug, catalogue);
        asked("leistung", found.is_some() || slug.is_empty());
        let selection = found.unwrap_or(Selection::Total);

        let mut day = |name: &'static str| {
            let text = parameter(name);
            let found = past_day(text, today).ok();
            asked(name, found.is_some() || text.is_empty());
            found
        };
        let on = day("stand").unwrap_or(today);
        let known_on = day("bekannt");

        let definitions = &situation.programme().definitions;
        let usual = definitions.holding(today);
        let number = parameter("definition");
        let found = number.parse().ok().and_then(|id| definitions.get(id)).map(|version| version.definition);
        asked("definition", found.is_some() || number.is_empty());
        let definition = found.unwrap_or(usual);

        // A body of the shown day, which need not exist today.
        let key = parameter("gebiet");
        let found = situation.responsibilities(on).register().resolve(key).map(|body| body.ars);
        asked("gebiet", found.is_some() || key.is_empty());
        let scope = found.unwrap_or(catalogue.land);
        let viewpoint = Viewpoint { on, known_on, definition };
        (Self { measure, selection, scope, viewpoint, usual: usual.id }, ignored)
    }

    /// The scope for counting.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::Within(self.scope)
    }

    /// The address of a page under this filter; usual values are left out.
    #[must_use]
    pub fn url(&self, path: &str, land: &Ars, today: Day) -> String {
        let on = if self.viewpoint.on == today { String::new() } else { self.viewpoint.on.to_string() };
        let definition = self.viewpoint.definition.id;
        let definition = if definition == self.usual { String::new() } else { definition.to_string() };
        self.address(path, land, &on, &definition)
    }

    /// The address that shows on every later day what the page shows now: it names the day, the day after whose
    /// records nothing counts, and what counts as live.
    #[must_use]
    pub fn permalink(&self, path: &str, land: &Ars, today: Day) -> String {
        let known_on = self.viewpoint.known_on.or(Some(today));
        let pinned = Self { viewpoint: Viewpoint { known_on, ..self.viewpoint }, ..self.clone() };
        let definition = self.viewpoint.definition.id.to_string();
        pinned.address(path, land, &self.viewpoint.on.to_string(), &definition)
    }

    fn address(&self, path: &str, land: &Ars, on: &str, definition: &str) -> String {
        let measure =
            if self.measure == Measure::Inhabitants { "" } else { words::measure_slug(self.measure) };
        let selection = match &self.selection {
            Selection::Total => "",
            Selection::Commitment(slug) | Selection::Service(slug) => slug.as_str(),
        };
        let scope = if self.scope == *land { "" } else { self.scope.as_str() };
        let known_on = self.viewpoint.known_on.map(|day| day.to_string()).unwrap_or_default();
        urls::with_query(
            path,
            &[
                ("gemessen", measure),
                ("leistung", selection),
                ("gebiet", scope),
                ("stand", on),
                ("bekannt", &known_on),
                ("definition", definition),
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
