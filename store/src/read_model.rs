//! The read model: everything in memory, brought up to date by reading what is new.

use std::sync::Arc;

use domain::register::{Edition, Editions};
use domain::situation::Situation;
use tokio::sync::Mutex;

use crate::db::{Db, Tx, on, statements};
use crate::error::StoreError;
use crate::{
    batches, blockers, boundaries, catalogue, criteria, definitions, demo, exemptions, findings, measures,
    registers, rollouts, snapshots, targets, vendors, workshops,
};

statements! {
    SELECT_DATA_VERSION = "SELECT version FROM data_version WHERE id = 1";
}

/// A [`Situation`] together with the version of the data that it shows.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The version; grows with every write, by whomever.
    pub version: i64,
    /// What is known.
    pub situation: Arc<Situation>,
    /// Whether it is a demonstration.
    pub is_demo: bool,
}

/// Hands out the current [`Picture`]. Asking costs one short query while nothing is new.
#[derive(Debug)]
pub struct ReadModel {
    db: Db,
    loaded: Mutex<Option<Loaded>>,
}

#[derive(Debug)]
struct Loaded {
    picture: Picture,
    editions: Vec<Edition>,
    last: Last,
    names: Option<String>,
}

/// How far each table has been read: tables that only grow by their ids, those whose rows change by the data version
/// of the last change.
#[derive(Clone, Copy, Debug)]
struct Last {
    edition: i64,
    event: i64,
    retraction: i64,
    assessment: i64,
    boundaries: i64,
    version: i64,
}

impl Last {
    /// Nothing is read. What came with the schema has version 0.
    const NOTHING: Self =
        Self { edition: 0, event: 0, retraction: 0, assessment: 0, boundaries: 0, version: -1 };
}

impl ReadModel {
    /// A read model of that database.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db, loaded: Mutex::new(None) }
    }

    /// Everything that is committed by now.
    pub async fn current(&self) -> Result<Picture, StoreError> {
        // Held while reading, so that of many requests after a write one reads and the others wait for it.
        let mut loaded = self.loaded.lock().await;
        let mut tx = self.db.read().await?;
        let version: i64 =
            on!(&mut tx, |connection| sqlx::query_scalar(SELECT_DATA_VERSION).fetch_one(connection).await)?;
        if let Some(loaded) = loaded.as_ref().filter(|loaded| loaded.picture.version == version) {
            return Ok(loaded.picture.clone());
        }
        // What is known stays in its place meanwhile: whoever gives up or fails here costs nobody a full reading.
        let next = read_on(&mut tx, version, loaded.as_ref()).await?;
        let picture = next.picture.clone();
        *loaded = Some(next);
        Ok(picture)
    }
}

/// Reads what is new since `known`, or everything.
async fn read_on(tx: &mut Tx, version: i64, known: Option<&Loaded>) -> Result<Loaded, StoreError> {
    let catalogue = Arc::new(catalogue::load(tx).await?);
    let is_demo = demo::demo_until(tx).await?.is_some();
    // Whoever was renamed, or deleted and is a pseudonym now, must not stay in memory under the old name.
    let names = catalogue::setting(tx, "names_version").await?;
    let known = known.filter(|loaded| loaded.names == names);
    let (mut editions, last, known) = match known {
        Some(loaded) => (loaded.editions.clone(), loaded.last, Some(&loaded.picture.situation)),
        None => (Vec::new(), Last::NOTHING, None),
    };
    let (edition, new_editions) = registers::since(tx, last.edition).await?;
    let (event, events) = rollouts::events_since(tx, last.event).await?;
    let (retraction, retractions) = rollouts::retractions_since(tx, last.retraction).await?;
    let same_editions = new_editions.is_empty();
    editions.extend(new_editions);
    let situation = match known {
        // Who is responsible was worked out for these very registers and this catalogue: keep that.
        Some(known) if same_editions && **known.catalogue() == *catalogue => known.as_ref().clone(),
        Some(known) => known.with_foundations(catalogue, Arc::new(Editions::new(editions.iter().cloned()))),
        None => Situation::new(catalogue, Arc::new(Editions::new(editions.iter().cloned()))),
    };
    let batches = batches::since(tx, last.version).await?;
    let situation = situation.with_records(events, retractions).with_batches(batches);
    let (assessment, situation) = read_recordings(tx, last, &situation).await?;
    let situation = read_programme(tx, last, &situation).await?;
    let (boundaries, situation) = match boundaries::since(tx, last.boundaries).await? {
        Some((id, boundaries)) => (id, situation.with_boundaries(boundaries)),
        None => (last.boundaries, situation),
    };
    Ok(Loaded {
        picture: Picture { version, situation: Arc::new(situation), is_demo },
        editions,
        last: Last { edition, event, retraction, assessment, boundaries, version },
        names,
    })
}

/// Reads what is new beside the stages; returns the id of the last assessment too.
async fn read_recordings(tx: &mut Tx, last: Last, known: &Situation) -> Result<(i64, Situation), StoreError> {
    let criteria = criteria::since(tx, last.version).await?;
    let assessments = criteria::assessments_since(tx, last.assessment).await?;
    let blockers = blockers::since(tx, last.version).await?;
    let exemptions = exemptions::since(tx, last.version).await?;
    let vendors = vendors::since(tx, last.version).await?;
    let workshops = workshops::since(tx, last.version).await?;
    let findings = findings::since(tx, last.version).await?;
    let measures = measures::since(tx, last.version).await?;
    let assessment = assessments.last().map_or(last.assessment, |assessment| assessment.id);
    let situation = known.with_recordings(|obstacles, recorded| {
        for criterion in criteria {
            obstacles.criteria.put(criterion);
        }
        for assessment in assessments {
            obstacles.criteria.answer_with(assessment);
        }
        for blocker in blockers {
            obstacles.blockers.put(blocker);
        }
        for exemption in exemptions {
            obstacles.exemptions.put(exemption);
        }
        for (key, vendor) in vendors {
            obstacles.vendors.put(key, vendor);
        }
        for workshop in workshops {
            recorded.put(workshop);
        }
        for finding in findings {
            recorded.put_finding(finding);
        }
        for measure in measures {
            recorded.put_measure(measure);
        }
    });
    Ok((assessment, situation))
}

/// Reads what is new of targets, definitions and days of reporting.
async fn read_programme(tx: &mut Tx, last: Last, known: &Situation) -> Result<Situation, StoreError> {
    let targets = targets::since(tx, last.version).await?;
    let definitions = definitions::since(tx, last.version).await?;
    let snapshots = snapshots::since(tx, last.version).await?;
    Ok(known.with_programme(|programme| {
        for target in targets {
            programme.targets.put(target);
        }
        for definition in definitions {
            programme.definitions.put(definition);
        }
        for snapshot in snapshots {
            programme.snapshots.put(snapshot);
        }
    }))
}
