//! The fields of forms about workshops and what they found.

use std::collections::BTreeSet;

use app::context::Page;
use app::form::Mistake;
use chrono::NaiveTime;
use domain::catalogue::Slug;
use domain::workshop::{Participant, TITLE_MAX, WorkshopFacts};

use crate::bodies::Bodies;
use crate::typed::{ROWS_MAX, Typed};

impl Typed {
    /// What the form for planning says; `None` when something in it is wrong.
    pub(super) fn workshop(&mut self, page: &Page) -> Option<WorkshopFacts> {
        let title = self.required_line("title", TITLE_MAX);
        let held_on = self.required_day("held_on", page.today());
        let (begins, ends) = (self.time("begins_at"), self.time("ends_at"));
        if begins.zip(ends).is_some_and(|(begins, ends)| ends <= begins) {
            self.wrong("ends_at", Mistake::EndsTooEarly);
        }
        let place = self.line("place", TITLE_MAX);
        let link = self.link("link");
        let facilitator = self.line("facilitator", TITLE_MAX);
        let participants = self.participants(page);
        let services = self.services(page);
        let agenda = self.note("agenda");
        let written = |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string());
        let (Some(title), Some(held_on), true) = (title, held_on, self.is_right()) else { return None };
        Some(WorkshopFacts {
            title,
            held_on,
            begins_at: written(begins),
            ends_at: written(ends),
            place,
            link,
            facilitator,
            agenda,
            participants,
            services,
        })
    }

    /// A time of day that may be missing.
    fn time(&mut self, field: &str) -> Option<NaiveTime> {
        let typed = self.text(field).trim();
        if typed.is_empty() {
            return None;
        }
        // Some browsers send seconds too.
        let forms = ["%H:%M", "%H.%M", "%H:%M:%S"];
        let time = forms.iter().find_map(|form| NaiveTime::parse_from_str(typed, form).ok());
        if time.is_none() {
            self.wrong(field, Mistake::NotATime);
        }
        time
    }

    /// The rows `body_0`, `body_1` and so on with their boxes; of a body that was written twice the later row holds.
    fn participants(&mut self, page: &Page) -> Vec<Participant> {
        let register = page.register();
        let bodies = Bodies::new(&register);
        let mut participants: Vec<Participant> = Vec::new();
        let mut row = 0;
        while row < ROWS_MAX && self.is_checked(&format!("body_{row}")) {
            if let Some(body) = self.body(&format!("body_{row}"), &bodies) {
                participants.retain(|known| known.body != body);
                let with_members = self.is_checked(&format!("members_{row}"));
                participants.push(Participant { body, with_members });
            }
            row += 1;
        }
        participants
    }

    /// The services whose boxes are ticked.
    pub(super) fn services(&mut self, page: &Page) -> BTreeSet<Slug> {
        let catalogue = page.situation.catalogue();
        let ticked = self.checked_with_prefix("service_");
        let known: BTreeSet<Slug> = ticked
            .iter()
            .filter_map(|slug| Some(catalogue.service(&slug.parse().ok()?)?.slug.clone()))
            .collect();
        if known.len() < ticked.len() {
            self.wrong("services", Mistake::NoSuchChoice);
        }
        known
    }
}
