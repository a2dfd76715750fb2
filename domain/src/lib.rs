//! The words and the arithmetic of Lagebild.
//!
//! Pure: no input or output, no clock, no SQL. Whatever depends on the day is handed the day.

pub mod batch;
pub mod blocker;
pub mod body;
pub mod boundaries;
pub mod bridge;
pub mod bulk;
pub mod catalogue;
pub mod coverage;
pub mod criteria;
pub mod day;
pub mod definition;
pub mod draft;
pub mod entry;
pub mod exemption;
pub mod forecast;
pub mod handover;
mod id;
pub mod journey;
pub mod key;
pub mod leverage;
mod linear;
pub mod obstacles;
pub mod occasion;
pub mod peers;
pub mod people;
pub mod programme;
pub mod promises;
pub mod register;
pub mod responsibility;
pub mod rollout;
pub mod situation;
pub mod snapshot;
pub mod stage;
pub mod survival;
pub mod target;
pub mod task;
pub mod text;
pub mod vendor;
pub mod waiting;
pub mod waves;
mod word;
pub mod workshop;

pub use body::{Body, BodyKind, CommuneFacts, Point};
pub use day::Day;
pub use key::{Ags, Ars, Level};
pub use register::{Edition, Editions, Register};
pub use word::UnknownWord;
