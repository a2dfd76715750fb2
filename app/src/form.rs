//! A form that was sent, and what is wrong with it.

use std::collections::HashMap;

use domain::Day;
use domain::entry::Problem;
use domain::people::{PasswordProblem, PersonNameError};
use domain::stage::Stage;

/// A form that was not accepted, shown again with what was typed. Passwords are never shown again.
#[derive(Clone, Debug, Default)]
pub struct SentForm {
    /// What was typed, by name of the field.
    pub fields: HashMap<String, String>,
    /// What is wrong, by name of the field; without one it concerns the whole form.
    pub mistakes: Vec<(Option<String>, Mistake)>,
}

impl SentForm {
    /// What was typed.
    #[must_use]
    pub fn typed(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }
}

/// What is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The field has to be filled.
    Missing,
    /// The field needs a day.
    MissingDay,
    /// One of several has to be chosen.
    MissingChoice,
    /// Nothing was chosen on a list.
    NothingChosen,
    /// What was chosen is not, or no longer, among what can be chosen.
    NoSuchChoice,
    /// Not a number.
    Number,
    /// The text, day or link cannot be used.
    Field(Problem),
    /// The day lies before this one, which has to come first.
    Before(Day),
    /// The day lies after this one, by which it must have begun.
    After(Day),
    /// An exemption for these days is there already.
    Exempt(Day, Day),
    /// Not a share between 0 and 100 %.
    Share,
    /// Another target for the same is due on this day with so many thousandths, which does not go with it.
    TargetContradicts(Day, u64),
    /// The name is taken.
    NameTaken,
    /// A day that is not over: what is recorded today may still change.
    NotOver,
    /// Not a number of days from 1 to this one.
    Days(u16),
    /// Not a time of day.
    NotATime,
    /// It ends before it begins.
    EndsTooEarly,
    /// The stage does not go with the one that is recorded for that later day.
    Contradicted(Day, Stage),
    /// Not an e-mail address.
    NotAnEmail,
    /// The address has an account.
    EmailTaken,
    /// The name cannot be used.
    Name(PersonNameError),
    /// The password cannot be used.
    Password(PasswordProblem),
    /// The password that should be the current one is not.
    WrongPassword,
    /// Address and password do not belong together, or nobody has the address: which one is not told.
    SignIn,
    /// Too many attempts; the next one is looked at after so many seconds.
    TooMany(u64),
    /// No role was chosen.
    NoRole,
    /// A contact needs an authority.
    NoTerritory,
    /// Not a body; the names of those that come close.
    NoSuchBody(Vec<String>),
    /// The visitor may not give these rights.
    NotYours,
    /// The name means another vendor: this one.
    VendorTaken(String),
    /// The visitor may not report for that body, named as it is shown.
    ForeignBody(String),
    /// What the form is about is in a state in which this cannot be done to it.
    Over,
    /// The address is nobody's whom the visitor may have reminded.
    NobodyToRemind,
    /// There is no finding with that number.
    NoSuchFinding,
    /// The finding stands for the other one already, or is it.
    SameFinding,
    /// The finding has a place in the blueprint, which would be lost.
    InBlueprint,
    /// There is no blocker with that number.
    NoSuchBlocker,
    /// Nobody could undo it.
    LastAdmin,
    /// Somebody else changed since what the form is about.
    Stale,
    /// What cannot be undone has to be confirmed.
    NotConfirmed,
    /// A line of a list, counted from 1, with what is wrong in it.
    Line(usize, Box<Mistake>),
    /// The address stands in an earlier line of the list.
    ListedTwice,
    /// A line has another number of columns than the head of the list.
    Columns,
    /// The head of the list lacks a column.
    NoColumn(&'static str),
    /// Not a word for a role.
    NoSuchRole(String),
    /// The provider of the administration does not answer.
    ProviderDown,
    /// The provider did not let the person in, or what came back does not belong to this browser.
    ProviderRefused,
    /// The provider knows the person, but gives it no role here.
    NoRoleAtProvider,
    /// The address has an account with a password of its own here.
    EmailTakenAtProvider,
}
