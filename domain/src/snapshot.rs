//! Days of reporting whose figures never change afterwards.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::catalogue::Selection;
use crate::coverage::{Coverage, Scope};
use crate::day::Day;
use crate::definition::DefinitionId;
use crate::id::id;
use crate::key::Ars;
use crate::rollout::Viewpoint;
use crate::situation::Situation;
use crate::{Body, BodyKind};

/// Longest name, in characters.
pub const NAME_MAX: usize = 60;

id!(
    /// Names a [`Snapshot`].
    SnapshotId
);

/// A named day of reporting with its figures as they were when it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The id.
    pub id: SnapshotId,
    /// What it is called.
    pub name: String,
    /// The day whose state it tells.
    pub on: Day,
    /// The day after which nothing that was recorded counts. It was over when the figures were kept.
    pub known_on: Day,
    /// What counted as live.
    pub definition: DefinitionId,
    /// When it was kept.
    pub kept_at: DateTime<Utc>,
    /// The figures.
    pub figures: Vec<Figure>,
    /// The data version with which it was kept.
    pub version: i64,
}

/// One of the figures that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was counted.
    pub selection: Selection,
    /// Where.
    pub scope: Ars,
    /// How many.
    pub coverage: Coverage,
}

impl Snapshot {
    /// What was kept of a selection in a place.
    #[must_use]
    pub fn figure(&self, selection: &Selection, scope: &Ars) -> Option<Coverage> {
        let of = |figure: &&Figure| figure.selection == *selection && figure.scope == *scope;
        self.figures.iter().find(of).map(|figure| figure.coverage)
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Snapshots(BTreeMap<SnapshotId, Snapshot>);

impl Snapshots {
    /// Adds one.
    pub fn put(&mut self, snapshot: Snapshot) {
        self.0.insert(snapshot.id, snapshot);
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: SnapshotId) -> Option<&Snapshot> {
        self.0.get(&id)
    }

    /// All, by the day whose state they tell.
    #[must_use]
    pub fn all(&self) -> Vec<&Snapshot> {
        let mut all: Vec<_> = self.0.values().collect();
        all.sort_by_key(|snapshot| (snapshot.on, snapshot.id));
        all
    }
}

/// The figures to keep: everything together, each commitment and each service for the Land, and everything together
/// for each Regierungsbezirk and Kreis.
#[must_use]
pub fn figures(situation: &Situation, viewpoint: Viewpoint) -> Vec<Figure> {
    let catalogue = situation.catalogue();
    let land = catalogue.land;
    let commitments = catalogue.commitments.iter().map(|of| Selection::Commitment(of.slug.clone()));
    let services = catalogue.services.iter().map(|of| Selection::Service(of.slug.clone()));
    let register = situation.responsibilities(viewpoint.on).register();
    let parts = register.within(&land).filter(|body| is_part(body)).map(|body| (Selection::Total, body.ars));
    let wanted: Vec<(Selection, Ars)> = std::iter::once(Selection::Total)
        .chain(commitments)
        .chain(services)
        .map(|selection| (selection, land))
        .chain(parts)
        .collect();
    let scopes: Vec<_> =
        wanted.iter().map(|(selection, scope)| (selection.clone(), Scope::Within(*scope))).collect();
    wanted
        .into_iter()
        .zip(situation.coverages(&scopes, viewpoint))
        .map(|((selection, scope), coverage)| Figure { selection, scope, coverage })
        .collect()
}

const fn is_part(body: &Body) -> bool {
    matches!(body.kind, BodyKind::Regierungsbezirk | BodyKind::Landkreis | BodyKind::KreisfreieStadt)
}
