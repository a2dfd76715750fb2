//! The web server, asked without a network.

mod audit;
mod blockers;
mod briefing;
mod bulk;
mod changes;
mod criteria;
mod decide;
mod exemptions;
mod findings;
mod getting_in;
mod import;
mod measures;
mod mine;
mod notifications;
mod pages;
mod programme;
mod recording;
mod rights;
mod security;
mod sheets;
mod status_sheets;
mod support;
mod vendors;
mod workshops;
