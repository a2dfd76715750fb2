//! Pages about people: getting in, one's own account, looking after others.

mod account;
mod confirm;
mod forgotten;
mod fresh;
mod gone;
mod invite;
mod invite_list;
mod link;
mod list;
mod parts;
mod person;
mod rights_fields;
mod sign_in;

pub(super) use account::Account;
pub(super) use confirm::Confirm;
pub(super) use forgotten::Forgotten;
pub(super) use invite::Invite;
pub(super) use invite_list::InviteList;
pub(super) use link::ChoosePassword;
pub(super) use list::People;
pub use list::found_people;
pub(super) use person::OnePerson;
pub(super) use sign_in::SignIn;
