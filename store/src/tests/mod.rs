//! What the store promises, on both engines.

mod database;
#[path = "../../../domain/tests/support/recount.rs"]
mod recount;
mod samples;

mod agreement;
mod append_only;
mod audit;
mod batches;
mod blockers;
mod boundaries;
mod concurrency;
mod criteria;
mod demo;
mod drafts;
mod exemptions;
mod findings;
mod giving_up;
mod inconsistency;
mod measures;
mod new_database;
mod notifications;
mod opening;
mod people;
mod programme;
mod read_model;
mod recording;
mod retraction;
mod round_trip;
mod schema;
mod several;
mod statements;
mod values;
mod vendors;
mod workshops;
