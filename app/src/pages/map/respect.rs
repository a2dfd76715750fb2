//! What the groups of each respect are called and how they look.

use crate::charts::{MapLook, STAGE_KEY};
use crate::figures::{Place, Respect};
use crate::format;

/// A group of communes.
#[derive(Clone, Copy, Debug)]
pub struct MapGroup {
    /// What it is called.
    pub name: &'static str,
    /// How it looks.
    pub look: MapLook,
}

const fn group(name: &'static str, look: MapLook) -> MapGroup {
    MapGroup { name, look }
}

/// The groups, the best first.
#[must_use]
pub fn map_groups(respect: Respect) -> Vec<MapGroup> {
    use MapLook::{Least, Less, More, Most, Open, Striped};
    match respect {
        Respect::Coverage => vec![
            group("alles live", Most),
            group("teilweise live", Less),
            group("nichts live", Least),
            group("unbekannt", Open),
        ],
        Respect::Stage => {
            let looks = [Most, More, Less, Least, Striped, Open];
            STAGE_KEY.iter().zip(looks).map(|(stages, look)| group(stages.label, look)).collect()
        }
        Respect::Blockers => vec![
            group("kein offenes Hindernis", Open),
            group("ein Hindernis", Least),
            group("zwei Hindernisse", Less),
            group("drei oder mehr", Most),
        ],
        Respect::Confirmation => vec![
            group("in den letzten 4 Wochen", Most),
            group("in den letzten 12 Wochen", Less),
            group("länger her", Least),
            group("noch nie", Open),
        ],
    }
}

/// What the choice is called.
pub(super) const fn name(respect: Respect) -> &'static str {
    match respect {
        Respect::Coverage => "Abdeckung",
        Respect::Stage => "Stand",
        Respect::Blockers => "Hindernisse",
        Respect::Confirmation => "letzte Bestätigung",
    }
}

/// The word in addresses.
pub(super) const fn slug(respect: Respect) -> &'static str {
    match respect {
        Respect::Coverage => "abdeckung",
        Respect::Stage => "stand",
        Respect::Blockers => "hindernisse",
        Respect::Confirmation => "bestaetigung",
    }
}

/// What the group rests on, for a table.
#[must_use]
pub fn map_detail(respect: Respect, place: &Place) -> String {
    match (respect, place.count) {
        (Respect::Coverage, Some(live)) => {
            format!("{} von {} live", format::number(live), format::number(place.of))
        }
        (Respect::Blockers, Some(count)) => format::number(count),
        (Respect::Confirmation, Some(days)) => format::counted(days, "vor einem Tag", "Tage her"),
        (Respect::Confirmation, None) => "nicht alles bestätigt".to_owned(),
        _ => String::new(),
    }
}

/// What whoever looks may choose: the public sees published figures alone.
pub(super) fn choices(is_inside: bool) -> impl Iterator<Item = Respect> {
    Respect::ALL.into_iter().filter(move |respect| is_inside || *respect != Respect::Blockers)
}
