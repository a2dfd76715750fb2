//! Who may use the product, as what, and for whom.

mod email;
mod link;
mod password_problem;
mod person;
mod rights;
mod role;
#[cfg(test)]
mod tests;

pub use email::{Email, EmailError};
pub use link::{Link, LinkState, Purpose, UnknownPurpose};
pub use password_problem::PasswordProblem;
pub use person::{
    NAME_MAX, NewPerson, Person, PersonId, PersonIdError, PersonName, PersonNameError, Standing,
};
pub use rights::{Rights, Territory, Warrant};
pub use role::{Role, UnknownRole};
