//! Which blockers are asked for, and who waits for those that are found.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::Ars;
use domain::blocker::{ActionBy, Blocker, BlockerId};
use domain::catalogue::Slug;
use domain::criteria::CriterionId;
use domain::rollout::RolloutKey;
use domain::vendor::VendorId;
use domain::waiting::{Waiting, Waits};

use super::groups::{Grouping, Key};
use crate::context::Page;
use crate::urls;

/// Whether blockers are asked for that are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Those that hold somebody up today.
    #[default]
    Open,
    /// Those that are out of the way.
    Closed,
    /// Both, and those that were a mistake.
    All,
}

impl Standing {
    /// All, with the word in addresses and what readers see.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Open, "", "offen"),
        (Self::Closed, "behoben", "behoben"),
        (Self::All, "alle", "offen und behoben"),
    ];

    fn has(self, blocker: &Blocker, today: domain::Day) -> bool {
        let is_open = blocker.is_open_on(today);
        match self {
            Self::Open => is_open,
            Self::Closed => !is_open && blocker.withdrawn.is_none(),
            Self::All => true,
        }
    }
}

/// The order of the found blockers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Those first for which most people wait.
    #[default]
    Inhabitants,
    /// The earliest due day first, those without one last.
    Due,
    /// The oldest first.
    Opened,
}

impl Sorting {
    /// All, with the word in addresses.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Inhabitants, ""), (Self::Due, "frist"), (Self::Opened, "seit")];
}

/// What is asked for. Values that do not exist are as if they were not asked for.
#[derive(Clone, Debug, Default)]
pub struct BlockerFilter {
    /// Only of this criterion.
    pub criterion: Option<CriterionId>,
    /// Only rollouts with this vendor.
    pub vendor: Option<VendorId>,
    /// Only where these must act.
    pub action_by: Option<ActionBy>,
    /// Only rollouts that communes there need.
    pub scope: Option<Ars>,
    /// Only this service.
    pub service: Option<Slug>,
    /// Only those whose due day has passed.
    pub is_overdue: bool,
    /// Open or not.
    pub standing: Standing,
    /// In which order.
    pub sorting: Sorting,
    /// By what they are put together.
    pub grouping: Grouping,
}

impl BlockerFilter {
    /// Reads the parameters of the address.
    #[must_use]
    pub fn read(page: &Page) -> Self {
        let (obstacles, catalogue) = (page.situation.obstacles(), page.situation.catalogue());
        let word = |name: &str| page.parameter(name).to_owned();
        let register = page.register();
        Self {
            criterion: word("kriterium").parse().ok().filter(|id| obstacles.criteria.get(*id).is_some()),
            vendor: word("hersteller").parse().ok().filter(|id| obstacles.vendors.get(*id).is_some()),
            action_by: word("am-zug").parse().ok(),
            scope: register
                .resolve(&word("gebiet"))
                .map(|body| body.ars)
                .filter(|scope| *scope != catalogue.land),
            service: word("leistung").parse().ok().filter(|slug| catalogue.service(slug).is_some()),
            is_overdue: word("frist") == "abgelaufen",
            standing: Standing::ALL
                .into_iter()
                .find(|(_, known, _)| *known == word("zustand"))
                .map_or_else(Standing::default, |(standing, ..)| standing),
            sorting: Sorting::ALL
                .into_iter()
                .find(|(_, known)| *known == word("sortierung"))
                .map_or_else(Sorting::default, |(sorting, _)| sorting),
            grouping: Grouping::read(page.parameter("nach")),
        }
    }

    /// The address of a page with this filter.
    #[must_use]
    pub fn url(&self, path: &str, further: &[(&str, &str)]) -> String {
        let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let (criterion, vendor) = (number(self.criterion.map(|id| id.0)), number(self.vendor.map(|id| id.0)));
        let mut query = vec![
            ("kriterium", criterion.as_str()),
            ("am-zug", self.action_by.map_or("", ActionBy::as_str)),
            ("leistung", self.service.as_ref().map_or("", Slug::as_str)),
            ("zustand", self.standing_word()),
            ("hersteller", &vendor),
            ("gebiet", self.scope.as_ref().map_or("", Ars::as_str)),
            ("frist", if self.is_overdue { "abgelaufen" } else { "" }),
            ("sortierung", self.sorting_word()),
            ("nach", self.grouping.word()),
        ];
        query.extend(further);
        urls::with_query(path, &query)
    }

    /// The word for the standing in addresses.
    #[must_use]
    pub fn standing_word(&self) -> &'static str {
        Standing::ALL
            .into_iter()
            .find(|(standing, ..)| *standing == self.standing)
            .map_or("", |(_, word, _)| word)
    }

    /// The word for the order in addresses.
    #[must_use]
    pub fn sorting_word(&self) -> &'static str {
        Sorting::ALL.into_iter().find(|(sorting, _)| *sorting == self.sorting).map_or("", |(_, word)| word)
    }

    /// Whether one of the filters is used that are folded away otherwise.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.vendor.is_some() || self.scope.is_some() || self.is_overdue
    }

    /// Whether anything but the usual is asked for.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        !self.is_narrowed()
            && self.criterion.is_none()
            && self.action_by.is_none()
            && self.service.is_none()
            && self.standing == Standing::Open
    }
}

/// A found blocker.
#[derive(Clone, Debug)]
pub struct BlockerRow {
    /// The blocker.
    pub blocker: Arc<Blocker>,
    /// What it holds up of what is asked for; of one that is closed, what it held up.
    pub rollouts: Vec<RolloutKey>,
    /// Who waits for it.
    pub waiting: Waiting,
    /// Whether it should be out of the way.
    pub is_overdue: bool,
}

impl BlockerRow {
    /// The authorities of the rollouts.
    #[must_use]
    pub fn authorities(&self) -> usize {
        self.rollouts.iter().map(|rollout| rollout.authority).collect::<BTreeSet<_>>().len()
    }
}

/// What a search found.
#[derive(Debug)]
pub struct FoundBlockers {
    /// Blockers in the order asked for.
    pub rows: Vec<BlockerRow>,
    /// How many of them are open.
    pub open: u64,
    /// Who waits for those that are open, each once.
    pub waiting: Waiting,
    /// The same by what was asked for; who waits longest comes first.
    pub groups: Vec<(Key, domain::waiting::Group)>,
}

/// Searches all blockers as of today.
#[must_use]
pub fn found_blockers(page: &Page, filter: &BlockerFilter) -> FoundBlockers {
    let today = page.today();
    let waits = Waits::new(&page.situation, filter.scope.unwrap_or(page.situation.catalogue().land), today);
    let needed = filter.scope.map(|scope| {
        let responsibilities = page.situation.responsibilities(today);
        let positions = responsibilities.needed_within(&scope).into_iter();
        positions.map(|position| responsibilities.rollouts()[position].clone()).collect::<BTreeSet<_>>()
    });
    let fits = |rollout: &RolloutKey| {
        filter.service.as_ref().is_none_or(|service| *service == rollout.service)
            && needed.as_ref().is_none_or(|needed| needed.contains(rollout))
            && filter.vendor.is_none_or(|vendor| vendor_of(page, rollout) == Some(vendor))
    };
    let mut rows: Vec<BlockerRow> = page
        .situation
        .obstacles()
        .blockers
        .iter()
        .filter(|blocker| {
            let facts = &blocker.facts;
            filter.standing.has(blocker, today)
                && filter.criterion.is_none_or(|criterion| criterion == facts.criterion)
                && filter.action_by.is_none_or(|by| by == facts.action_by)
        })
        .filter_map(|blocker| {
            let held_up: Vec<RolloutKey> =
                blocker.held_up_on(today).filter(|rollout| fits(rollout)).cloned().collect();
            let is_open = blocker.is_open_on(today);
            let is_overdue = is_open && blocker.facts.due_on.is_some_and(|due| due < today);
            let waiting = waits.of(&held_up);
            let rollouts = if is_open {
                held_up
            } else {
                let members = blocker.members.iter().map(|member| &member.rollout);
                members.filter(|rollout| fits(rollout)).cloned().collect()
            };
            let is_asked = !rollouts.is_empty() && (is_overdue || !filter.is_overdue);
            is_asked.then(|| BlockerRow { blocker: blocker.clone(), rollouts, waiting, is_overdue })
        })
        .collect();
    rows.sort_by_key(|row| {
        let due = row.blocker.facts.due_on.unwrap_or(domain::Day::BEGINNING);
        let by = match filter.sorting {
            Sorting::Inhabitants => {
                (false, i64::try_from(row.waiting.inhabitants).map_or(i64::MIN, |many| -many))
            }
            Sorting::Due => (row.blocker.facts.due_on.is_none(), due.days_since(today)),
            Sorting::Opened => (false, row.blocker.facts.opened_on.days_since(today)),
        };
        (by, std::cmp::Reverse(row.blocker.id))
    });
    let open: Vec<&BlockerRow> = rows.iter().filter(|row| row.blocker.is_open_on(today)).collect();
    let waiting = waits.of(open.iter().flat_map(|row| &row.rollouts));
    let held_up = open.iter().flat_map(|row| {
        row.rollouts
            .iter()
            .map(|rollout| (filter.grouping.key(page, &row.blocker, rollout), row.blocker.id, rollout))
    });
    let mut groups: Vec<_> = waits.grouped::<Key>(held_up).into_iter().collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.waiting.inhabitants));
    FoundBlockers { open: open.len() as u64, waiting, groups, rows }
}

/// The vendor that the current status of a rollout names, whatever its spelling was merged into.
pub(super) fn vendor_of(page: &Page, rollout: &RolloutKey) -> Option<VendorId> {
    crate::figures::vendor_of(&page.situation, rollout, domain::rollout::Viewpoint::on(page.today()))
}

/// A blocker by what stands in an address.
pub(super) fn find(page: &Page, id: &str) -> Option<Arc<Blocker>> {
    page.situation.obstacles().blockers.get(id.parse::<BlockerId>().ok()?).cloned()
}
