//! What is searched for, and what is found.

use std::collections::BTreeSet;

use domain::body::{Body, BodyKind};
use domain::catalogue::{Catalogue, Slug};
use domain::register::Register;
use domain::responsibility::{CommuneNeeds, Responsibilities};
use domain::rollout::Viewpoint;
use domain::stage::Stage;
use domain::text::{search_key, sort_key};
use domain::{Ars, Level};

use crate::context::Page;
use crate::{urls, words};

/// A range of inhabitants.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// The word in addresses.
    pub slug: &'static str,
    /// What readers see.
    pub name: &'static str,
    from: u64,
    below: u64,
}

/// Sizes to choose from; small administrations are half of all communes.
pub const SIZES: [Size; 5] = [
    Size { slug: "bis-1000", name: "unter 1.000", from: 0, below: 1_000 },
    Size { slug: "bis-5000", name: "1.000 bis 4.999", from: 1_000, below: 5_000 },
    Size { slug: "bis-20000", name: "5.000 bis 19.999", from: 5_000, below: 20_000 },
    Size { slug: "bis-100000", name: "20.000 bis 99.999", from: 20_000, below: 100_000 },
    Size { slug: "ab-100000", name: "ab 100.000", from: 100_000, below: u64::MAX },
];

/// The order of the found communes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// By name, DIN 5007-1.
    #[default]
    Name,
    /// Largest first.
    Inhabitants,
}

impl Sorting {
    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Inhabitants => "menschen",
        }
    }

    /// The direction, as `aria-sort` names it.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::Name => "ascending",
            Self::Inhabitants => "descending",
        }
    }
}

/// What is searched for. Values that do not exist are as if they were not asked for.
#[derive(Clone, Debug, Default)]
pub struct CommuneFilter {
    /// Words of a name, or a key.
    pub search: String,
    /// Only in this Regierungsbezirk.
    pub regierungsbezirk: Option<Ars>,
    /// Only in this Landkreis, or this kreisfreie Stadt.
    pub kreis: Option<Ars>,
    /// Only of this kind.
    pub kind: Option<BodyKind>,
    /// Only of this size, by slug.
    pub size: Option<&'static str>,
    /// The service that `stage` is about, and the only one shown.
    pub service: Option<Slug>,
    /// Only where the service, or any service, has this stage.
    pub stage: Option<Stage>,
    /// Only pilots, or only others.
    pub pilot: Option<bool>,
    /// In which order.
    pub sorting: Sorting,
}

impl CommuneFilter {
    /// Reads the parameters of the address.
    #[must_use]
    pub fn read(page: &Page) -> Self {
        let register = page.register();
        let body = |name: &str, level: fn(&Body) -> bool| {
            register.resolve(page.parameter(name)).filter(|body| level(body)).map(|body| body.ars)
        };
        Self {
            search: page.parameter("suche").chars().take(100).collect(),
            regierungsbezirk: body("bezirk", |body| body.kind == BodyKind::Regierungsbezirk),
            kreis: body("kreis", |body| matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt)),
            kind: page.parameter("art").parse().ok().filter(|kind| BodyKind::COMMUNES.contains(kind)),
            size: SIZES.iter().find(|size| size.slug == page.parameter("groesse")).map(|size| size.slug),
            service: page
                .parameter("leistung")
                .parse()
                .ok()
                .filter(|slug| page.situation.catalogue().service(slug).is_some()),
            stage: page.parameter("stufe").parse().ok(),
            pilot: match page.parameter("pilot") {
                "ja" => Some(true),
                "nein" => Some(false),
                _ => None,
            },
            sorting: if page.parameter("sortierung") == Sorting::Inhabitants.as_str() {
                Sorting::Inhabitants
            } else {
                Sorting::Name
            },
        }
    }

    /// The address of a page with this filter.
    #[must_use]
    pub fn url(&self, path: &str, further: &[(&str, &str)]) -> String {
        let key = |ars: Option<Ars>| ars.map(|ars| ars.to_string()).unwrap_or_default();
        let (district, kreis) = (key(self.regierungsbezirk), key(self.kreis));
        let pilot = self.pilot.map_or("", |pilot| if pilot { "ja" } else { "nein" });
        let sorting = if self.sorting == Sorting::default() { "" } else { self.sorting.as_str() };
        let mut query = vec![
            ("suche", self.search.as_str()),
            ("leistung", self.service.as_ref().map_or("", Slug::as_str)),
            ("stufe", self.stage.map_or("", Stage::as_str)),
            ("bezirk", &district),
            ("kreis", &kreis),
            ("art", self.kind.map_or("", BodyKind::as_str)),
            ("groesse", self.size.unwrap_or_default()),
            ("pilot", pilot),
            ("sortierung", sorting),
        ];
        query.extend(further);
        urls::with_query(path, &query)
    }

    /// Whether one of the filters is used that are folded away otherwise.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.regierungsbezirk.is_some()
            || self.kreis.is_some()
            || self.kind.is_some()
            || self.size.is_some()
            || self.pilot.is_some()
    }
}

/// A found commune.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its key.
    pub ars: Ars,
    /// Its name.
    pub name: String,
    /// What and where it is: "Markt, Landkreis Augsburg".
    pub place: String,
    /// Its inhabitants.
    pub inhabitants: u64,
    /// The stage of each commitment, or of the one service asked for. Of several rollouts that are needed the
    /// one furthest from live counts.
    pub stages: Vec<Stage>,
    /// Open blockers of what it needs, of the one service where one is asked for.
    pub blockers: u64,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Communes in the order asked for.
    pub rows: Vec<Row>,
    /// Other bodies whose name or key fits the words, when there are words.
    pub others: Vec<Body>,
}

/// Searches the register of today.
#[must_use]
pub fn found(page: &Page, filter: &CommuneFilter) -> Found {
    let today = page.today();
    let responsibilities = page.situation.responsibilities(today);
    let register = responsibilities.register();
    let catalogue = page.situation.catalogue();
    let stages = page.situation.stages(Viewpoint::on(today));
    let words = Words::new(&filter.search, register);
    let mut rows: Vec<Row> = responsibilities
        .communes()
        .iter()
        .filter_map(|needs| {
            let body = register.get(&needs.ars)?;
            let fits = words.fit(body)
                && fits_place(filter, body, needs.inhabitants, catalogue)
                && fits_stage(filter, needs, responsibilities, &stages);
            fits.then(|| row(page, body, needs, filter, &stages))
        })
        .collect();
    match filter.sorting {
        Sorting::Name => rows.sort_by_cached_key(|row| (sort_key(&row.name), row.ars)),
        Sorting::Inhabitants => rows.sort_by_cached_key(|row| (std::cmp::Reverse(row.inhabitants), row.ars)),
    }
    let mut others: Vec<Body> = if filter.search.is_empty() {
        Vec::new()
    } else {
        register
            .bodies()
            .filter(|body| !matches!(body.ars.level(), Level::Commune | Level::Land) && words.fit(body))
            .cloned()
            .collect()
    };
    others.sort_by_cached_key(|body| (body.ars.level(), sort_key(&body.name)));
    Found { rows, others }
}

/// The typed words, or the body that a typed key means.
struct Words {
    words: Vec<String>,
    meant: Option<Ars>,
}

impl Words {
    fn new(typed: &str, register: &Register) -> Self {
        Self {
            words: search_key(typed).split(' ').map(str::to_owned).filter(|word| !word.is_empty()).collect(),
            meant: register.resolve(typed).map(|body| body.ars),
        }
    }

    fn fit(&self, body: &Body) -> bool {
        if let Some(meant) = self.meant {
            return body.ars == meant;
        }
        if self.words.is_empty() {
            return true;
        }
        let name = search_key(&words::full_name(body));
        self.words.iter().all(|word| name.contains(word.as_str()))
    }
}

fn fits_place(filter: &CommuneFilter, body: &Body, inhabitants: u64, catalogue: &Catalogue) -> bool {
    let size = SIZES.iter().find(|size| Some(size.slug) == filter.size);
    filter.regierungsbezirk.is_none_or(|scope| body.ars.is_within(&scope))
        && filter.kreis.is_none_or(|scope| body.ars.is_within(&scope))
        && filter.kind.is_none_or(|kind| body.kind == kind)
        && size.is_none_or(|size| (size.from..size.below).contains(&inhabitants))
        && filter.pilot.is_none_or(|pilot| catalogue.is_pilot(&body.ars) == pilot)
}

fn fits_stage(
    filter: &CommuneFilter,
    needs: &CommuneNeeds,
    responsibilities: &Responsibilities,
    stages: &[Stage],
) -> bool {
    filter.stage.is_none_or(|wanted| {
        needs.rollouts.iter().any(|(rollout, _)| {
            let service = &responsibilities.rollouts()[*rollout].service;
            stages[*rollout] == wanted && filter.service.as_ref().is_none_or(|asked| asked == service)
        })
    })
}

fn row(page: &Page, body: &Body, needs: &CommuneNeeds, filter: &CommuneFilter, stages: &[Stage]) -> Row {
    let (today, catalogue) = (page.today(), page.situation.catalogue());
    let responsibilities = page.situation.responsibilities(today);
    let blockers = &page.situation.obstacles().blockers;
    let needed = |is_asked: &dyn Fn(&Slug) -> bool| {
        needs
            .rollouts
            .iter()
            .filter(|(rollout, _)| is_asked(&responsibilities.rollouts()[*rollout].service))
            .map(|(rollout, _)| stages[*rollout])
            .min_by_key(|stage| (stage.liveness(), stage.progress()))
            .unwrap_or(Stage::Unknown)
    };
    let stages = match &filter.service {
        Some(service) => vec![needed(&|slug| slug == service)],
        None => catalogue
            .commitments
            .iter()
            .map(|commitment| {
                needed(&|slug| {
                    catalogue.service(slug).is_some_and(|service| service.commitment == commitment.slug)
                })
            })
            .collect(),
    };
    let asked = needs.rollouts.iter().map(|(rollout, _)| &responsibilities.rollouts()[*rollout]);
    let blockers: BTreeSet<_> = asked
        .filter(|rollout| filter.service.as_ref().is_none_or(|service| *service == rollout.service))
        .flat_map(|rollout| blockers.blocking(rollout, today))
        .map(|blocker| blocker.id)
        .collect();
    let kreis = responsibilities.register().kreis_of(&body.ars).filter(|kreis| kreis.ars != body.ars);
    let place = match kreis {
        Some(kreis) => format!("{}, {}", words::kind(body.kind), words::full_name(kreis)),
        None => words::kind(body.kind).to_owned(),
    };
    Row {
        ars: body.ars,
        name: body.name.clone(),
        place,
        inhabitants: needs.inhabitants,
        stages,
        blockers: blockers.len() as u64,
    }
}
