//! Telling it to a database.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::Day;
use domain::blocker::{Blocker, BlockerFacts};
use domain::criteria::CriterionId;
use domain::people::PersonId;
use domain::rollout::{Actor, RolloutKey};
use domain::situation::Situation;
use domain::workshop::{
    FindingFacts, FindingId, FindingState, Measure, MeasureFacts, Verdict, Workshop, WorkshopFacts,
};
use store::{ChangeError, Db, MergeError, ReadModel, Ruling, StoreError};

use super::{Agreement, Deed, Line, Meeting, Obstacle, Told};

/// Why it could not be told.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TellError {
    /// The store refused.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The store refused to merge findings.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// The story names something of which it has not told.
    #[error("the story has not told of {0}")]
    Untold(String),
}

impl From<StoreError> for TellError {
    fn from(error: StoreError) -> Self {
        Self::Change(error.into())
    }
}

/// Whoever tells, and what is told already.
struct Teller<'a> {
    db: &'a Db,
    read_model: ReadModel,
    actor: &'a Actor,
    /// The criteria by their place in the order, from 1.
    criteria: Vec<CriterionId>,
    findings: HashMap<String, FindingId>,
}

/// Tells everything that was not told up to the day `told`. What a telling that was interrupted has left behind is
/// not told twice.
pub(crate) async fn tell(
    db: &Db,
    story: &[Told],
    told: Option<Day>,
    actor: &Actor,
    mut progress: impl FnMut(usize),
) -> Result<(), TellError> {
    let read_model = ReadModel::new(db.clone());
    let situation = read_model.current().await?.situation;
    let criteria = situation.obstacles().criteria.asked().iter().map(|criterion| criterion.id).collect();
    // A demonstration of an older version has told of stages only.
    let told = told.filter(|_| situation.workshops().iter().next().is_some());
    let mut teller = Teller { db, read_model, actor, criteria, findings: HashMap::new() };
    for (number, step) in story.iter().enumerate() {
        let is_new = told.is_none_or(|told| Day::of(step.at) > told);
        // Findings are found again by their keys, so they are always told.
        if is_new || matches!(step.deed, Deed::Find(_)) {
            teller.tell(step).await?;
        }
        progress(number + 1);
    }
    Ok(())
}

impl Teller<'_> {
    async fn tell(&mut self, Told { at, deed }: &Told) -> Result<(), TellError> {
        match deed {
            Deed::Answer { authority, answers } => {
                let situation = self.situation().await?;
                let answers: Vec<_> = answers
                    .iter()
                    .filter_map(|(place, service, answer)| {
                        Some((self.criterion(*place)?, service.clone(), *answer))
                    })
                    .filter(|(criterion, service, _)| {
                        let given =
                            situation.obstacles().criteria.given(authority, service.as_ref(), *criterion);
                        given.is_none_or(|given| given.recorded_at < *at)
                    })
                    .collect();
                if !answers.is_empty() {
                    self.db.assess(authority, &answers, self.actor, *at).await?;
                }
                Ok(())
            }
            Deed::Open(obstacle) => self.open(obstacle, *at).await,
            Deed::Pass { title, first, authority, closing } => {
                let situation = self.situation().await?;
                let blocker = blocker(&situation, title, first)?;
                let is_held_up = |rollout: &RolloutKey| rollout.authority == *authority;
                if blocker.held_up_on(closing.on).any(is_held_up) {
                    self.db.close_blocker_for(blocker.id, authority, closing, self.actor, *at).await?;
                }
                Ok(())
            }
            Deed::Close { title, first, closing } => {
                let situation = self.situation().await?;
                let blocker = blocker(&situation, title, first)?;
                if blocker.closing.is_none() {
                    self.db.close_blocker(blocker.id, closing, blocker.version, self.actor, *at).await?;
                }
                Ok(())
            }
            Deed::Plan(meeting) => self.plan(meeting, *at).await,
            Deed::Proceed { title, to } => {
                let situation = self.situation().await?;
                let workshop = workshop(&situation, title)?;
                if workshop.state < *to {
                    self.db.set_workshop_state(workshop.id, *to, workshop.version, self.actor, *at).await?;
                }
                Ok(())
            }
            Deed::Find(line) => self.find(line, *at).await,
            Deed::Judge { key, verdict } => self.judge(key, *verdict, *at).await,
            Deed::Merge { key, into } => {
                let situation = self.situation().await?;
                let (id, into) = (self.finding(key)?, self.finding(into)?);
                let finding =
                    situation.workshops().finding(id).filter(|finding| finding.merged_into.is_none());
                if let Some(finding) = finding {
                    self.db.merge_finding(id, into, finding.version, self.actor, *at).await?;
                }
                Ok(())
            }
            Deed::Agree(agreement) => self.agree(agreement, *at).await,
            Deed::Progress { what, to } => {
                let situation = self.situation().await?;
                let measure = measure(&situation, what)?;
                if measure.state < *to {
                    self.db.set_measure_state(measure.id, *to, measure.version, self.actor, *at).await?;
                }
                Ok(())
            }
        }
    }

    async fn situation(&self) -> Result<std::sync::Arc<Situation>, StoreError> {
        Ok(self.read_model.current().await?.situation)
    }

    fn criterion(&self, place: i64) -> Option<CriterionId> {
        self.criteria.get(usize::try_from(place).ok()?.checked_sub(1)?).copied()
    }

    fn finding(&self, key: &str) -> Result<FindingId, TellError> {
        self.findings.get(key).copied().ok_or_else(|| TellError::Untold(key.to_owned()))
    }

    async fn open(&self, obstacle: &Obstacle, at: DateTime<Utc>) -> Result<(), TellError> {
        let situation = self.situation().await?;
        let (Some(criterion), Some(first)) = (self.criterion(obstacle.criterion), obstacle.first()) else {
            return Ok(());
        };
        if blocker(&situation, obstacle.title, &first).is_ok() {
            return Ok(());
        }
        let facts = BlockerFacts {
            title: obstacle.title.to_owned(),
            criterion,
            opened_on: obstacle.opened_on,
            action_by: obstacle.action_by,
            severity: obstacle.severity,
            mailbox: None,
            due_on: obstacle.due_on,
            note: obstacle.note.map(str::to_owned),
            link: None,
        };
        self.db.open_blocker(&facts, &obstacle.members, self.actor, at).await?;
        Ok(())
    }

    async fn plan(&self, meeting: &Meeting, at: DateTime<Utc>) -> Result<(), TellError> {
        if workshop(&*self.situation().await?, meeting.title).is_ok() {
            return Ok(());
        }
        let facts = WorkshopFacts {
            title: meeting.title.to_owned(),
            held_on: meeting.held_on,
            begins_at: Some(meeting.begins_at.to_owned()),
            ends_at: Some(meeting.ends_at.to_owned()),
            place: Some(meeting.place.to_owned()),
            link: None,
            facilitator: Some("Fritz Forum (Demo)".to_owned()),
            agenda: Some(meeting.agenda.to_owned()),
            participants: meeting.participants.clone(),
            services: meeting.services.iter().cloned().collect(),
        };
        self.db.plan_workshop(&facts, self.actor, at).await?;
        Ok(())
    }

    async fn find(&mut self, line: &Line, at: DateTime<Utc>) -> Result<(), TellError> {
        let workshop = workshop(&*self.situation().await?, line.workshop)?.id;
        let facts = FindingFacts {
            words: line.words.to_owned(),
            kind: line.kind,
            criterion: self.criterion(line.criterion),
            severity: line.severity,
            recommendation: line.recommendation.map(str::to_owned),
            services: line.services.iter().cloned().collect(),
            bodies: line.bodies.iter().copied().collect(),
        };
        let id = self.db.capture(&line.key, workshop, &facts, self.actor, at).await?;
        self.findings.insert(line.key.clone(), id);
        Ok(())
    }

    async fn judge(&self, key: &str, verdict: Verdict, at: DateTime<Utc>) -> Result<(), TellError> {
        let situation = self.situation().await?;
        let id = self.finding(key)?;
        let ruling = match verdict {
            Verdict::New => return Ok(()),
            Verdict::Checked => Ruling::Checked,
            Verdict::Adopted => Ruling::Adopted,
            Verdict::Rejected => Ruling::Rejected("Betrifft das Vergaberecht, nicht den Rollout."),
        };
        let finding = situation.workshops().finding(id).filter(|finding| finding.state == FindingState::New);
        if let Some(finding) = finding {
            self.db.rule_on_finding(id, ruling, finding.version, self.actor, at).await?;
        }
        Ok(())
    }

    async fn agree(&self, agreement: &Agreement, at: DateTime<Utc>) -> Result<(), TellError> {
        let situation = self.situation().await?;
        if measure(&situation, agreement.what).is_ok() {
            return Ok(());
        }
        let blockers = situation.obstacles().blockers.iter();
        let facts = MeasureFacts {
            what: agreement.what.to_owned(),
            owner: agreement.owner.to_owned(),
            owner_person: self.account(agreement.account).await?,
            body: agreement.body,
            due_on: agreement.due_on,
            note: None,
            finding: agreement.finding.as_ref().map(|key| self.finding(key)).transpose()?,
            blockers: blockers
                .filter(|blocker| agreement.blocker == Some(blocker.facts.title.as_str()))
                .map(|blocker| blocker.id)
                .collect::<BTreeSet<_>>(),
        };
        self.db.agree_on_measure(&facts, self.actor, at).await?;
        Ok(())
    }

    async fn account(&self, address: Option<&str>) -> Result<Option<PersonId>, TellError> {
        let Some(Ok(email)) = address.map(str::parse) else { return Ok(None) };
        Ok(self.db.person_with(&email).await?.map(|person| person.id))
    }
}

fn blocker<'a>(situation: &'a Situation, title: &str, first: &RolloutKey) -> Result<&'a Blocker, TellError> {
    let blockers = &situation.obstacles().blockers;
    let mut found = blockers.of(first).filter(|blocker| blocker.facts.title == title);
    found.next().map(AsRef::as_ref).ok_or_else(|| TellError::Untold(title.to_owned()))
}

fn workshop<'a>(situation: &'a Situation, title: &str) -> Result<&'a Workshop, TellError> {
    let mut found = situation.workshops().iter().filter(|workshop| workshop.facts.title == title);
    found.next().map(AsRef::as_ref).ok_or_else(|| TellError::Untold(title.to_owned()))
}

fn measure<'a>(situation: &'a Situation, what: &str) -> Result<&'a Measure, TellError> {
    let mut found = situation.workshops().measures().filter(|measure| measure.facts.what == what);
    found.next().map(AsRef::as_ref).ok_or_else(|| TellError::Untold(what.to_owned()))
}
