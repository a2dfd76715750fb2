//! What a row says.

use std::collections::HashMap;

use domain::Day;
use domain::catalogue::Slug;
use domain::entry;
use domain::responsibility::Responsibilities;
use domain::rollout::RolloutKey;
use domain::situation::Situation;
use domain::stage::Stage;

use super::claim::Claim;
use super::column::Column;
use super::line::{Line, is_nothing, trimmed};
use super::services::Services;
use super::stages::Said;
use super::whom::Bodies;
use super::words::{Problem, Remark};
use super::{fields, stages};
use crate::read::Cell;

/// Columns without which a row says nothing, besides those that hold the stage of one service each.
const SAYING: [Column; 8] = [
    Column::Stage,
    Column::PlannedOn,
    Column::LiveSince,
    Column::Vendor,
    Column::ItProvider,
    Column::Note,
    Column::ConfirmedOn,
    Column::Link,
];

/// Reads rows.
pub(super) struct Reader<'a> {
    situation: &'a Situation,
    today: Day,
    bodies: Bodies<'a>,
    services: Services,
    found_services: HashMap<String, Result<Vec<Slug>, Vec<String>>>,
    found_stages: HashMap<String, Result<Said, Vec<Stage>>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(situation: &'a Situation, responsibilities: &'a Responsibilities, today: Day) -> Self {
        Self {
            situation,
            today,
            bodies: Bodies::new(situation, responsibilities),
            services: Services::new(situation.catalogue()),
            found_services: HashMap::new(),
            found_stages: HashMap::new(),
        }
    }

    /// What the row says of which rollouts: nothing, where it says nothing or something is wrong with it, which is
    /// noted then.
    pub(super) fn read(&mut self, line: &mut Line<'_>) -> Vec<(RolloutKey, Claim)> {
        if !says_anything(line) {
            return Vec::new();
        }
        let subject = self.bodies.whom(line);
        let stages = self.stages(line);
        let claim = fields::read(line, self.today);
        let mut claims = Vec::new();
        for (service, said, place) in stages {
            let Some(subject) = &subject else { continue };
            if said == Some(Said::NotResponsible) {
                if let Some(responsible) = self.bodies.is_itself_responsible(subject, &service) {
                    line.refuse_at(
                        place.unwrap_or_default(),
                        Problem::IsResponsible { responsible },
                        Vec::new(),
                    );
                }
                continue;
            }
            let Some(rollout) = self.bodies.rollout(line, subject, &service) else { continue };
            let stage = said.and_then(Said::stage);
            if let Some(claim) = self.with_stage(line, claim.clone(), stage) {
                claims.push((rollout, claim));
            }
        }
        if claims.len() > 1 && line.layout.wide.is_empty() {
            let services = claims.iter().map(|(rollout, _)| self.service_name(&rollout.service)).collect();
            line.remarks.push(Remark::CountsForServices { services });
        }
        if line.refused.is_empty() { claims } else { Vec::new() }
    }

    fn service_name(&self, slug: &Slug) -> String {
        let service = self.situation.catalogue().service(slug);
        service.map_or_else(|| slug.to_string(), |service| service.name.clone())
    }

    /// The services that the row is about, what it says of the stage of each, and in which column.
    fn stages(&mut self, line: &mut Line<'_>) -> Vec<(Slug, Option<Said>, Option<usize>)> {
        if !line.layout.wide.is_empty() {
            let filled = line.layout.wide.iter().filter(|(place, _)| !is_nothing(line.at(*place)));
            let filled: Vec<(usize, Slug)> = filled.cloned().collect();
            let said =
                |(place, slug): (usize, Slug)| Some((slug, Some(self.stage(line, place)?), Some(place)));
            return filled.into_iter().filter_map(said).collect();
        }
        let place = line.layout.place(Column::Stage).filter(|place| !is_nothing(line.at(*place)));
        let said = place.and_then(|place| self.stage(line, place));
        self.services(line).into_iter().map(|service| (service, said, place)).collect()
    }

    /// What a cell says of a stage; `None`: what is wrong is noted.
    fn stage(&mut self, line: &mut Line<'_>, place: usize) -> Option<Said> {
        let cell = line.at(place);
        if let Cell::Error(_) = cell {
            line.refuse_at(place, Problem::CellError, Vec::new());
            return None;
        }
        let text = trimmed(cell);
        if !self.found_stages.contains_key(&*text) {
            self.found_stages.insert(text.clone().into_owned(), stages::find(&text));
        }
        match self.found_stages.get(&*text) {
            Some(Ok(said)) => {
                if let Said::Stage { stage, is_own: false } = said {
                    line.remarks.push(Remark::ReadAs { word: text.into_owned(), stage: *stage });
                }
                Some(*said)
            }
            Some(Err(near)) => {
                let names = near.iter().map(|stage| stages::name(*stage).to_owned()).collect();
                line.refuse_at(place, Problem::NoSuchStage, names);
                None
            }
            None => None,
        }
    }

    /// The services that name and key tell; none: what is wrong is noted.
    fn services(&mut self, line: &mut Line<'_>) -> Vec<Slug> {
        let name = line.text(Column::Service);
        let key = line.text(Column::Leika);
        let by_name = name.as_deref().map(|name| self.service(name));
        let by_key = key.as_deref().map(|key| self.service(key));
        match (by_name, by_key) {
            (Some(Ok(named)), Some(Ok(keyed))) => {
                let both: Vec<Slug> = named.iter().filter(|slug| keyed.contains(slug)).cloned().collect();
                if both.is_empty() {
                    let named = named.iter().map(|slug| self.service_name(slug)).collect();
                    line.refuse(Column::Leika, Problem::ServicesDisagree { named }, Vec::new());
                }
                both
            }
            // A service bundles many keys of the Leistungskatalog: one that is not ours is none the worse.
            (Some(Ok(found)), _) | (None, Some(Ok(found))) => found,
            (Some(Err(_)), Some(Ok(found))) => {
                let (column, value) = (line.heading(Column::Service), name.unwrap_or_default().into_owned());
                line.remarks.push(Remark::NotRecognised { column, value });
                found
            }
            (Some(Err(near)), _) => {
                line.refuse(Column::Service, Problem::NoSuchService, near);
                Vec::new()
            }
            (None, Some(Err(_))) => {
                line.refuse(Column::Leika, Problem::NoSuchService, Vec::new());
                Vec::new()
            }
            (None, None) => {
                let of_sheet = line.layout.mapping().services.clone();
                if of_sheet.is_empty() {
                    line.refuse(Column::Service, Problem::NoService, Vec::new());
                }
                of_sheet
            }
        }
    }

    fn service(&mut self, text: &str) -> Result<Vec<Slug>, Vec<String>> {
        if let Some(found) = self.found_services.get(text) {
            return found.clone();
        }
        let found = self.services.find(text);
        self.found_services.insert(text.to_owned(), found.clone());
        found
    }

    /// The claim about one rollout, with what "Live seit" means beside that stage; `None`: what is wrong is noted.
    fn with_stage(&self, line: &mut Line<'_>, mut claim: Claim, stage: Option<Stage>) -> Option<Claim> {
        claim.stage = stage;
        let Some(day) = claim.live_since else { return Some(claim) };
        if day > self.today {
            claim.live_since = None;
            if stage == Some(Stage::Live) || claim.planned_on.is_some_and(|planned| planned != day) {
                line.refuse(Column::LiveSince, Problem::InTheFuture, Vec::new());
                return None;
            }
            let read = entry::planned_day(&day.to_string(), self.today);
            claim.planned_on = fields::noted(line, Column::LiveSince, read);
            line.remarks.push(Remark::LiveAhead { day });
            return claim.planned_on.is_some().then_some(claim);
        }
        fields::past(line, Column::LiveSince, day, self.today)?;
        match stage {
            None => {
                line.remarks.push(Remark::LiveByDay);
                claim.stage = Some(Stage::Live);
            }
            // It was live before it was suspended.
            Some(Stage::Suspended) => claim.live_since = None,
            // Beside another stage than live the day may be left from before; what is known tells.
            Some(_) => {}
        }
        Some(claim)
    }
}

fn says_anything(line: &Line<'_>) -> bool {
    SAYING.into_iter().any(|column| line.cell(column).is_some())
        || line.layout.wide.iter().any(|(place, _)| !is_nothing(line.at(*place)))
}
