//! Whom a row is about, and who is responsible.

use std::collections::{BTreeSet, HashMap};

use domain::body::{Body, BodyKind};
use domain::catalogue::Slug;
use domain::key::Level;
use domain::register::{Finder, Register};
use domain::responsibility::Responsibilities;
use domain::rollout::RolloutKey;
use domain::situation::Situation;
use domain::{Ags, Ars};

use super::column::Column;
use super::line::Line;
use super::words::{Problem, Remark};

/// Finds out whom rows are about. Remembers every text it has met: rows repeat themselves.
pub(super) struct Bodies<'a> {
    situation: &'a Situation,
    responsibilities: &'a Responsibilities,
    register: &'a Register,
    finder: Finder<'a>,
    named: HashMap<String, Vec<&'a Body>>,
    near: HashMap<String, Vec<&'a Body>>,
    responsible: HashMap<(Ars, Slug), Vec<Ars>>,
}

/// Something is wrong, and it is noted what.
struct Noted;

/// Whom a row is about.
pub(super) struct Subject<'a> {
    /// One body, or several of one name of which the service tells the one that is meant.
    bodies: Vec<&'a Body>,
    /// The column that names them.
    column: Column,
    /// The bodies that the row names as responsible, if it names any that is known.
    authority: Vec<&'a Body>,
}

impl<'a> Bodies<'a> {
    pub(super) fn new(situation: &'a Situation, responsibilities: &'a Responsibilities) -> Self {
        let register: &Register = responsibilities.register();
        Self {
            situation,
            responsibilities,
            register,
            finder: Finder::new(register),
            named: HashMap::new(),
            near: HashMap::new(),
            responsible: HashMap::new(),
        }
    }

    /// Whom the row is about; `None`: what is wrong is noted.
    pub(super) fn whom(&mut self, line: &mut Line<'_>) -> Option<Subject<'a>> {
        let key = self.key(line).ok()?;
        let kreise = self.kreise(line);
        let authority = self.authority(line, &kreise);
        let by_name = if line.cell(Column::Commune).is_some() {
            Some((self.commune(line, key, &kreise)?, Column::Commune))
        } else {
            key.map(|key| (key, if line.cell(Column::Ars).is_some() { Column::Ars } else { Column::Ags }))
        };
        if let Some((body, column)) = by_name {
            if line.cell(Column::Authority).is_some() && authority.is_empty() {
                not_recognised(line, Column::Authority);
            }
            return Some(Subject { bodies: vec![body], column, authority });
        }
        for column in [Column::Authority, Column::Verband, Column::Kreis] {
            let Some(text) = line.text(column) else { continue };
            let bodies = match column {
                Column::Authority => authority,
                Column::Kreis => kreise,
                _ => {
                    let named = self.named(&text);
                    narrowed(named, |body| body.ars.level() == Level::Verband)
                }
            };
            if bodies.is_empty() {
                let near = self.near(&text).to_vec();
                let near = near.into_iter().map(|body| self.finder.told(body)).collect();
                line.refuse(column, Problem::NoSuchName, near);
                return None;
            }
            return Some(Subject { bodies, column, authority: Vec::new() });
        }
        let column = Column::ALL
            .into_iter()
            .find(|column| column.names_body() && line.layout.place(*column).is_some());
        line.refuse(column.unwrap_or(Column::Commune), Problem::NoBody, Vec::new());
        None
    }

    /// The rollout of the service that the row is about; `None`: what is wrong is noted.
    pub(super) fn rollout(
        &mut self,
        line: &mut Line<'_>,
        subject: &Subject<'a>,
        service: &Slug,
    ) -> Option<RolloutKey> {
        let key = |authority: Ars| RolloutKey { authority, service: service.clone() };
        let is_responsible = |ars: Ars| self.responsibilities.position(&key(ars)).is_some();
        let own: Vec<Ars> =
            subject.bodies.iter().map(|body| body.ars).filter(|ars| is_responsible(*ars)).collect();
        let mut all = BTreeSet::new();
        for body in &subject.bodies {
            all.extend(self.responsible(body, service).iter().copied());
        }
        let chosen: Vec<Ars> = if subject.authority.is_empty() {
            if own.is_empty() { all.iter().copied().collect() } else { own }
        } else {
            let named = |ars: &Ars| subject.authority.iter().any(|body| body.ars == *ars);
            let chosen: Vec<Ars> = all.iter().copied().filter(named).collect();
            if chosen.is_empty() {
                let responsible: Vec<String> = all.iter().map(|ars| self.name(*ars)).collect();
                line.refuse(
                    Column::Authority,
                    Problem::NotResponsible { responsible: responsible.clone() },
                    responsible,
                );
                return None;
            }
            chosen
        };
        if let [authority] = chosen[..] {
            let is_told =
                subject.bodies.iter().any(|body| body.ars == authority) || !subject.authority.is_empty();
            if let Some(body) = subject.bodies.first().filter(|_| !is_told) {
                line.remarks
                    .push(Remark::CountsFor { body: body.full_name(), authority: self.name(authority) });
            }
            return Some(key(authority));
        }
        if let [_, _, ..] = subject.bodies[..] {
            let told = subject.bodies.iter().map(|body| self.finder.told(body)).collect();
            line.refuse(subject.column, Problem::AmbiguousName, told);
        } else {
            line.refuse(subject.column, Problem::SeveralResponsible { count: chosen.len() }, Vec::new());
        }
        None
    }

    /// Whether the body itself is responsible for the service, and not another one for it: what "not responsible" in
    /// a row contradicts.
    pub(super) fn is_itself_responsible(&self, subject: &Subject<'a>, service: &Slug) -> Option<String> {
        let [body] = subject.bodies[..] else { return None };
        let rollout = RolloutKey { authority: body.ars, service: service.clone() };
        self.responsibilities.position(&rollout).map(|_| body.authority_name())
    }

    /// Everybody responsible for the service in the area of the body, and the body itself if it is.
    fn responsible(&mut self, body: &Body, service: &Slug) -> &[Ars] {
        let responsibilities = self.responsibilities;
        self.responsible.entry((body.ars, service.clone())).or_insert_with(|| {
            let needed = responsibilities.needed_within(&body.ars).into_iter();
            let rollouts = needed.map(|rollout| &responsibilities.rollouts()[rollout]);
            let own = RolloutKey { authority: body.ars, service: service.clone() };
            let own = responsibilities.position(&own).map(|_| body.ars);
            let of_service =
                rollouts.filter(|rollout| rollout.service == *service).map(|rollout| rollout.authority);
            own.into_iter().chain(of_service).collect::<BTreeSet<_>>().into_iter().collect()
        })
    }

    /// The body of the keys of the row, if it has any.
    fn key(&mut self, line: &mut Line<'_>) -> Result<Option<&'a Body>, Noted> {
        let mut found: Option<&'a Body> = None;
        for column in [Column::Ars, Column::Ags] {
            let Some(text) = line.text(column) else { continue };
            let Some(body) = self.finder.with_key(&text) else {
                let problem = self.key_problem(&text);
                let by_name =
                    line.text(Column::Commune).map(|name| self.named(&name).to_vec()).unwrap_or_default();
                let suggestion = if let [body] = by_name[..] { Some(key_of(body, column)) } else { None };
                line.refuse(column, problem, suggestion.into_iter().collect());
                return Err(Noted);
            };
            found = match found {
                Some(other) if body.ars.is_within(&other.ars) => Some(body),
                Some(other) if !other.ars.is_within(&body.ars) => {
                    let (one, other) = (self.finder.told(other), self.finder.told(body));
                    line.refuse(column, Problem::KeysDisagree { one, other }, Vec::new());
                    return Err(Noted);
                }
                Some(other) => Some(other),
                None => Some(body),
            };
        }
        Ok(found)
    }

    fn key_problem(&self, text: &str) -> Problem {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_rounded = text.contains(['E', 'e']) && text.contains(['+', ',', '.'])
            || text.contains(',') && digits.len() > 3;
        if is_rounded && text.chars().all(|letter| letter.is_ascii_digit() || "Ee+,. ".contains(letter)) {
            return Problem::RoundedKey;
        }
        if text.chars().any(char::is_alphabetic) {
            return Problem::NoSuchKey;
        }
        let padded = if matches!(digits.len(), 4 | 7 | 11) { format!("0{digits}") } else { digits };
        if let Some((body, since)) = self.formerly(&padded) {
            return Problem::Dissolved { body: body.full_name(), since };
        }
        let land = padded.get(..2).and_then(|land| land.parse::<Ars>().ok());
        match land {
            Some(land) if is_land(land) && self.register.get(&land).is_none() => Problem::ForeignKey,
            _ => Problem::NoSuchKey,
        }
    }

    /// The body that some register has under this key, and since when it does not exist any more.
    fn formerly(&self, digits: &str) -> Option<(&'a Body, Option<domain::Day>)> {
        let editions = self.situation.editions();
        let ars = match digits.parse::<Ags>() {
            Ok(ags) => {
                editions.iter().find_map(|edition| edition.register.commune_with(&ags)).map(|body| body.ars)
            }
            Err(_) => digits.parse().ok(),
        };
        editions.last_known(&ars?)
    }

    /// The Landkreise and kreisfreie Städte that the row names.
    fn kreise(&mut self, line: &mut Line<'_>) -> Vec<&'a Body> {
        let Some(text) = line.text(Column::Kreis) else { return Vec::new() };
        let is_kreis = |body: &&Body| matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt);
        let kreise: Vec<&Body> = match self.finder.with_key(&text) {
            Some(body) => vec![body],
            None => self.named(&text).to_vec(),
        };
        let kreise: Vec<&Body> = kreise.into_iter().filter(is_kreis).collect();
        // "kreisfrei" says what kind of body it is, not where it lies.
        if kreise.is_empty() && Finder::kinds(&text).is_none() {
            not_recognised(line, Column::Kreis);
        }
        kreise
    }

    /// The bodies that the row names as responsible.
    fn authority(&mut self, line: &Line<'_>, kreise: &[&'a Body]) -> Vec<&'a Body> {
        let Some(text) = line.text(Column::Authority) else { return Vec::new() };
        let kinds = line.text(Column::Kind).and_then(|kind| Finder::kinds(&kind));
        let named = match self.finder.with_key(&text) {
            Some(body) => vec![body],
            None => self.named(&text).to_vec(),
        };
        let in_kreis = narrowed(&named, |body| kreise.iter().any(|kreis| lies_in(body, kreis)));
        narrowed(&in_kreis, |body| kinds.is_none_or(|kinds| kinds.contains(&body.kind)))
    }

    /// The body in the column for communes, together with the key of the row.
    fn commune(
        &mut self,
        line: &mut Line<'_>,
        key: Option<&'a Body>,
        kreise: &[&'a Body],
    ) -> Option<&'a Body> {
        let text = line.text(Column::Commune)?;
        let all = self.named(&text).to_vec();
        match key {
            Some(key) => self.agreed(line, &text, key, &all),
            None => self.in_kreis(line, &text, &all, kreise),
        }
    }

    /// The body of a row that has a key and a name.
    fn agreed(
        &mut self,
        line: &mut Line<'_>,
        text: &str,
        key: &'a Body,
        all: &[&'a Body],
    ) -> Option<&'a Body> {
        if all.iter().any(|body| body.ars == key.ars || key.ars.is_within(&body.ars)) {
            return Some(key);
        }
        // The key of the VG beside the name of a member: it is about the member.
        let within: Vec<&Body> = all.iter().copied().filter(|body| body.ars.is_within(&key.ars)).collect();
        if let [body] = within[..] {
            return Some(body);
        }
        let is_close = all.is_empty() && self.near(text).iter().any(|body| body.ars == key.ars);
        if is_close {
            line.remarks.push(Remark::SpeltOtherwise { value: text.to_owned(), body: key.full_name() });
            return Some(key);
        }
        let told = self.finder.told(key);
        line.refuse(Column::Commune, Problem::NameDisagrees { key: told.clone() }, vec![told]);
        None
    }

    /// The body of a row that has a name and perhaps a Kreis.
    fn in_kreis(
        &mut self,
        line: &mut Line<'_>,
        text: &str,
        all: &[&'a Body],
        kreise: &[&'a Body],
    ) -> Option<&'a Body> {
        let lies_there = |body: &&Body| kreise.is_empty() || kreise.iter().any(|kreis| lies_in(body, kreis));
        let there: Vec<&Body> = all.iter().copied().filter(lies_there).collect();
        if let ([first, ..], []) = (all, &there[..]) {
            let lies_in =
                |body: &Body| self.register.kreis_of(&body.ars).map_or_else(String::new, Body::full_name);
            let problem = Problem::NotInKreis { body: first.full_name(), kreis: lies_in(first) };
            let kreise = all.iter().map(|body| lies_in(body)).collect::<BTreeSet<_>>();
            line.refuse(Column::Kreis, problem, kreise.into_iter().collect());
            return None;
        }
        let kinds = line.text(Column::Kind).and_then(|kind| Finder::kinds(&kind));
        let there = narrowed(&there, |body| kinds.is_some_and(|kinds| kinds.contains(&body.kind)));
        let there = narrowed(&there, |body| kinds.is_some() || body.commune.is_some());
        match there[..] {
            [body] => Some(body),
            [] => {
                let near = self.near(text).to_vec();
                let near = narrowed(&near, |body| lies_there(&body)).into_iter();
                let told = near.map(|body| self.finder.told(body)).collect();
                line.refuse(Column::Commune, Problem::NoSuchName, told);
                None
            }
            _ => {
                let told = there.iter().map(|body| self.finder.told(body)).collect();
                line.refuse(Column::Commune, Problem::AmbiguousName, told);
                None
            }
        }
    }

    fn named(&mut self, text: &str) -> &[&'a Body] {
        if !self.named.contains_key(text) {
            self.named.insert(text.to_owned(), self.finder.named(text));
        }
        self.named.get(text).map(Vec::as_slice).unwrap_or_default()
    }

    fn near(&mut self, text: &str) -> &[&'a Body] {
        if !self.near.contains_key(text) {
            self.near.insert(text.to_owned(), self.finder.near(text));
        }
        self.near.get(text).map(Vec::as_slice).unwrap_or_default()
    }

    fn name(&self, ars: Ars) -> String {
        self.register.get(&ars).map_or_else(|| ars.to_string(), Body::authority_name)
    }
}

fn not_recognised(line: &mut Line<'_>, column: Column) {
    let value = line.text(column).unwrap_or_default().into_owned();
    let column = line.heading(column);
    line.remarks.push(Remark::NotRecognised { column, value });
}

/// Those that fit, or all where none does.
fn narrowed<'a>(bodies: &[&'a Body], fits: impl Fn(&'a Body) -> bool) -> Vec<&'a Body> {
    let fitting: Vec<&Body> = bodies.iter().copied().filter(|body| fits(body)).collect();
    if fitting.is_empty() { bodies.to_vec() } else { fitting }
}

fn lies_in(body: &Body, kreis: &Body) -> bool {
    kreis.ars.at(Level::Kreis).is_some_and(|kreis| body.ars.is_within(&kreis))
}

/// The Länder have the keys 01 to 16.
fn is_land(ars: Ars) -> bool {
    ars.as_str().parse::<u8>().is_ok_and(|land| (1..=16).contains(&land))
}

fn key_of(body: &Body, column: Column) -> String {
    match (&body.commune, column) {
        (Some(facts), Column::Ags) => facts.ags.to_string(),
        _ => body.ars.to_string(),
    }
}
