//! The catalogue: what is rolled out, by whom, until when.

use chrono::NaiveDate;
use domain::Day;
use domain::catalogue::{Catalogue, Commitment, Delegation, ResponsibilityClass, Service};
use domain::target::TargetPath;

use crate::db::{Tx, on, statements};
use crate::error::{StoreError, parse};

statements! {
    SELECT_SETTING = "SELECT value FROM setting WHERE key = $1";
    SELECT_COMMITMENTS = "SELECT slug, name FROM commitment ORDER BY position";
    SELECT_SERVICES = "SELECT slug, name, commitment, class, leika, ozg_id FROM service ORDER BY position";
    SELECT_CLASSES = "SELECT slug, name, seat, own_kinds FROM responsibility_class ORDER BY position";
    SELECT_DELEGATIONS = "SELECT class, ags, extent, valid_from, valid_until FROM delegation ORDER BY class, ags, valid_from NULLS FIRST";
    SELECT_PILOTS = "SELECT ars FROM pilot ORDER BY ars";
    SELECT_TARGET = "SELECT start, due, share FROM target";
}

type ServiceRow = (String, String, String, String, String, String);
type DelegationRow = (String, String, String, Option<NaiveDate>, Option<NaiveDate>);

pub(crate) async fn setting(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_scalar(SELECT_SETTING).bind(key).fetch_optional(connection).await)?)
}

pub(crate) async fn load(tx: &mut Tx) -> Result<Catalogue, StoreError> {
    let land = setting(tx, "land").await?.unwrap_or_default();
    let commitments: Vec<(String, String)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_COMMITMENTS).fetch_all(connection).await)?;
    let services: Vec<ServiceRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_SERVICES).fetch_all(connection).await)?;
    let classes: Vec<(String, String, String, String)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_CLASSES).fetch_all(connection).await)?;
    let delegations: Vec<DelegationRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_DELEGATIONS).fetch_all(connection).await)?;
    let pilots: Vec<String> =
        on!(&mut *tx, |connection| sqlx::query_scalar(SELECT_PILOTS).fetch_all(connection).await)?;
    let target: Option<(NaiveDate, NaiveDate, f64)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_TARGET).fetch_optional(connection).await)?;
    Ok(Catalogue {
        land: parse("setting", "value", &land)?,
        commitments: commitments
            .into_iter()
            .map(|(slug, name)| Ok(Commitment { slug: parse("commitment", "slug", &slug)?, name }))
            .collect::<Result<_, StoreError>>()?,
        services: services.into_iter().map(service).collect::<Result<_, _>>()?,
        classes: classes.into_iter().map(class).collect::<Result<_, _>>()?,
        delegations: delegations.into_iter().map(delegation).collect::<Result<_, _>>()?,
        pilots: pilots.iter().map(|ars| parse("pilot", "ars", ars)).collect::<Result<_, _>>()?,
        target: target.map(|(start, due, share)| TargetPath { from: start.into(), due: due.into(), share }),
    })
}

fn service((slug, name, commitment, class, leika, ozg_id): ServiceRow) -> Result<Service, StoreError> {
    Ok(Service {
        slug: parse("service", "slug", &slug)?,
        name,
        commitment: parse("service", "commitment", &commitment)?,
        class: parse("service", "class", &class)?,
        leika,
        ozg_id,
    })
}

fn class(
    (slug, name, seat, own_kinds): (String, String, String, String),
) -> Result<ResponsibilityClass, StoreError> {
    Ok(ResponsibilityClass {
        slug: parse("responsibility_class", "slug", &slug)?,
        name,
        seat: parse("responsibility_class", "seat", &seat)?,
        own_kinds: own_kinds
            .split_whitespace()
            .map(|kind| parse("responsibility_class", "own_kinds", kind))
            .collect::<Result<_, _>>()?,
    })
}

fn delegation((class, ags, extent, from, until): DelegationRow) -> Result<Delegation, StoreError> {
    Ok(Delegation {
        class: parse("delegation", "class", &class)?,
        commune: parse("delegation", "ags", &ags)?,
        extent: parse("delegation", "extent", &extent)?,
        valid_from: from.map(Day::from),
        valid_until: until.map(Day::from),
    })
}
