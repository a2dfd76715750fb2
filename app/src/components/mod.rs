//! Parts that several pages share.

mod complete;
mod crumbs;
mod notices;
mod stage;
mod table;

pub(crate) use complete::Complete;
pub(crate) use crumbs::Crumbs;
pub(crate) use notices::{FilterNotice, Notice, NoticeKind, PastNotice};
pub(crate) use stage::{StageKey, StageLabel};
pub(crate) use table::{AsTable, Pages};
