//! The catalogue of Bavaria for tests of the arithmetic; the product's own copy is data in the database.

use domain::catalogue::{
    Catalogue, Commitment, Delegation, Extent, ResponsibilityClass, Seat, Service, Slug,
};
use domain::{Ars, BodyKind};

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

pub(crate) fn ars(text: &str) -> Ars {
    text.parse().unwrap()
}

pub(crate) fn catalogue() -> Catalogue {
    let class = |name: &str, seat, own_kinds: &[BodyKind]| ResponsibilityClass {
        slug: slug(name),
        name: name.into(),
        seat,
        own_kinds: own_kinds.into(),
    };
    let service = |name: &str, commitment: &str, class: &str| Service {
        slug: slug(name),
        name: name.into(),
        commitment: slug(commitment),
        class: slug(class),
        leika: String::new(),
        ozg_id: String::new(),
    };
    let delegation = |extent| {
        move |ags: &str| Delegation {
            class: slug("untere_bauaufsicht"),
            commune: ags.parse().unwrap(),
            extent,
            valid_from: None,
            valid_until: None,
        }
    };
    let full =
        ["09671111", "09171112", "09571145", "09771130", "09180117", "09371151", "09175132", "09183148"];
    let limited = ["09575153", "09186143", "09377158", "09778116", "09479169"];
    Catalogue {
        land: ars("09"),
        commitments: ["wohnsitzanmeldung", "fuehrerschein", "aufenthaltstitel", "bauen", "waffenrecht"]
            .map(|name| Commitment { slug: slug(name), name: name.into() })
            .into(),
        services: vec![
            service("wohnsitzanmeldung", "wohnsitzanmeldung", "meldebehoerde"),
            service("fuehrerschein", "fuehrerschein", "kreisverwaltungsbehoerde"),
            service("aufenthaltstitel", "aufenthaltstitel", "kreisverwaltungsbehoerde"),
            service("bauvorbescheid", "bauen", "untere_bauaufsicht"),
            service("baugenehmigung", "bauen", "untere_bauaufsicht"),
            service("waffenrecht", "waffenrecht", "kreisverwaltungsbehoerde"),
        ],
        classes: vec![
            class("meldebehoerde", Seat::Verband, &[]),
            class("kreisverwaltungsbehoerde", Seat::Kreis, &[]),
            class("untere_bauaufsicht", Seat::Kreis, &[BodyKind::GrosseKreisstadt]),
        ],
        delegations: full
            .iter()
            .copied()
            .map(delegation(Extent::Full))
            .chain(limited.iter().copied().map(delegation(Extent::Limited)))
            .collect(),
        pilots: ["096610000000", "097610000000", "09273", "09375", "097720177177", "091840139139"]
            .map(ars)
            .into(),
        target: None,
    }
}
