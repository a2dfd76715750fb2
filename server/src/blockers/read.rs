//! Reading the forms about blockers.

use app::context::Page;
use app::form::Mistake;
use app::people::Visitor;
use app::words;
use domain::Day;
use domain::blocker::{Blocker, BlockerFacts, Severity, TITLE_MAX};
use domain::criteria::CriterionId;
use domain::people::Email;
use domain::rollout::RolloutKey;

use crate::typed::Typed;

impl Typed {
    /// What is said about a blocker; `None` where something is wrong with it.
    pub(super) fn blocker(&mut self, page: &Page) -> Option<BlockerFacts> {
        let today = page.today();
        let title = self.required_line("title", TITLE_MAX);
        let criterion: Option<CriterionId> = self.choice("criterion");
        if criterion.is_some_and(|id| page.situation.obstacles().criteria.get(id).is_none()) {
            self.wrong("criterion", Mistake::NoSuchChoice);
        }
        let action_by = self.choice("action_by");
        let opened_on = self.past_day("opened_on", today);
        let due_on = self.day("due_on", today);
        if let Some(opened_on) = opened_on {
            self.not_before("due_on", due_on, opened_on);
        }
        let severity = self.optional_choice("severity").unwrap_or(Severity::Medium);
        let mailbox = self.mailbox();
        let (link, note) = (self.link("link"), self.note("note"));
        self.is_right().then_some(())?;
        Some(BlockerFacts {
            title: title?,
            criterion: criterion?,
            opened_on: opened_on?,
            action_by: action_by?,
            severity,
            mailbox,
            due_on,
            note,
            link,
        })
    }

    fn mailbox(&mut self) -> Option<Email> {
        let typed = self.text("mailbox").trim();
        if typed.is_empty() {
            return None;
        }
        let mailbox = typed.parse().ok();
        if mailbox.is_none() {
            self.wrong("mailbox", Mistake::NotAnEmail);
        }
        mailbox
    }

    /// The rollouts whose boxes are ticked, `member_{authority}_{service}`: at least one, and none that somebody else
    /// has to report for.
    pub(super) fn members(&mut self, page: &Page, visitor: &Visitor) -> Vec<RolloutKey> {
        let responsibilities = page.situation.responsibilities(page.today());
        let mut members = Vec::new();
        for name in self.checked_with_prefix("member_") {
            let rollout = name.split_once('_').and_then(|(authority, service)| {
                Some(RolloutKey { authority: authority.parse().ok()?, service: service.parse().ok()? })
            });
            let Some(rollout) = rollout.filter(|rollout| responsibilities.position(rollout).is_some()) else {
                self.wrong("members", Mistake::NoSuchChoice);
                return members;
            };
            if visitor.warrant(&rollout.authority).is_none() {
                let body = responsibilities.register().get(&rollout.authority);
                let name = body.map_or_else(|| rollout.authority.to_string(), words::authority_name);
                self.wrong("members", Mistake::ForeignBody(name));
                return members;
            }
            members.push(rollout);
        }
        if members.is_empty() {
            self.wrong("members", Mistake::MissingChoice);
        }
        members
    }

    /// A day in the life of a blocker.
    pub(super) fn day_of(&mut self, blocker: &Blocker, field: &str, today: Day) -> Option<Day> {
        let day = self.past_day(field, today);
        self.not_before(field, day, blocker.facts.opened_on);
        day
    }

    /// Notes that a day lies before the one that has to come first.
    pub(super) fn not_before(&mut self, field: &str, day: Option<Day>, first: Day) {
        if day.is_some_and(|day| day < first) {
            self.wrong(field, Mistake::Before(first));
        }
    }
}
