//! Parts that several pages share.

mod blocked;
mod bodies;
mod buttons;
mod complete;
mod crumbs;
mod downloads;
mod effect;
mod filter_bar;
mod form;
mod lineage;
mod lines;
mod notices;
mod report_hint;
mod scopes;
mod stage;
mod steps;
mod table;
mod versions;

pub(crate) use blocked::Blocked;
pub(crate) use bodies::{Spellings, body_name};
pub(crate) use buttons::{PostButton, SubmitButton};
pub(crate) use complete::{Complete, complete};
pub(crate) use crumbs::Crumbs;
pub(crate) use downloads::Downloads;
pub(crate) use effect::{Effect, effects};
pub(crate) use filter_bar::{FilterBar, scopes, selections};
pub(crate) use form::{
    Check, Choice, DayField, ErrorSummary, SelectField, TextArea, TextField, error_id, field_error,
};
pub(crate) use lineage::Lineage;
pub(crate) use notices::{FilterNotice, Notice, NoticeKind, PastNotice};
pub(crate) use report_hint::ReportHint;
pub(crate) use scopes::{kreise, regierungsbezirke};
pub(crate) use stage::{StageKey, StageLabel};
pub(crate) use steps::StepsCard;
pub(crate) use table::{AsTable, Column, Pages, Table};
pub(crate) use versions::Versions;
