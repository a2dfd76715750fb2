//! What a line says.

use super::error::{Columns, Gv100Error, Gv100Fault};
use super::line::{
    AREA, GEMEINDE, INHABITANTS, KEY, KREIS, LAND, Line, REGIERUNGSBEZIRK, TEXTKENNZEICHEN, VERBAND,
};
use crate::body::{Body, BodyKind, CommuneFacts};
use crate::key::{Ags, Ars};

/// A line about a Land, Regierungsbezirk, Kreis, Verband or commune.
pub(super) struct Row {
    /// Number of the line, counted from 1.
    pub(super) line: usize,
    pub(super) ars: Ars,
    /// `None` for what stands in the file but is no body.
    pub(super) kind: Option<BodyKind>,
    name: String,
    commune: Option<CommuneFacts>,
}

impl Row {
    /// `None` for a Region, which is no part of any key.
    pub(super) fn read(line: &Line<'_>) -> Result<Option<Self>, Gv100Error> {
        let satzart = line.satzart()?;
        let key: &[Columns] = match satzart {
            "10" => &[LAND],
            "20" => &[LAND, REGIERUNGSBEZIRK],
            "40" => &[LAND, REGIERUNGSBEZIRK, KREIS],
            "50" => &[LAND, REGIERUNGSBEZIRK, KREIS, VERBAND],
            "60" => &[LAND, REGIERUNGSBEZIRK, KREIS, VERBAND, GEMEINDE],
            _ => return Ok(None),
        };
        let ars: Ars = key
            .iter()
            .map(|part| line.key(*part))
            .collect::<Result<String, _>>()?
            .parse()
            .map_err(|_| line.error(KEY, Gv100Fault::NotAKey))?;
        let full_name = line.name()?;
        let (kind, name) = match satzart {
            "10" => (Some(BodyKind::Land), full_name.as_str()),
            "20" => regierungsbezirk(&full_name),
            "40" => (kreis(line)?, without_designation(&full_name)),
            "50" => (verband(line)?, verband_name(&full_name)),
            _ => (commune(line)?, without_designation(&full_name)),
        };
        let commune = match satzart {
            "60" => Some(CommuneFacts {
                ags: Ags::from(ars),
                inhabitants: line.number(INHABITANTS)?,
                area_ha: line.number(AREA)?,
                centroid: None,
            }),
            _ => None,
        };
        Ok(Some(Self { line: line.number, ars, kind, name: name.to_owned(), commune }))
    }

    pub(super) fn into_body(self) -> Option<Body> {
        let Self { ars, name, kind, commune, .. } = self;
        kind.map(|kind| Body { ars, name, kind, commune })
    }
}

/// Some Länder have given up their Regierungsbezirke; statistics go on counting by them.
fn regierungsbezirk(name: &str) -> (Option<BodyKind>, &str) {
    let is_given_up = name.starts_with("früher:") || name.starts_with("Statistische Region");
    let kind = (!is_given_up).then_some(BodyKind::Regierungsbezirk);
    (kind, name.strip_prefix("Reg.-Bez. ").unwrap_or(name))
}

fn kreis(line: &Line<'_>) -> Result<Option<BodyKind>, Gv100Error> {
    match line.textkennzeichen()? {
        // A kreisfreie Stadt: its commune is the body.
        "41" | "42" => Ok(None),
        "43" | "44" | "45" => Ok(Some(BodyKind::Landkreis)),
        _ => Err(line.error(TEXTKENNZEICHEN, Gv100Fault::Textkennzeichen)),
    }
}

fn verband(line: &Line<'_>) -> Result<Option<BodyKind>, Gv100Error> {
    match line.textkennzeichen()? {
        // A commune outside any Verband.
        "50" => Ok(None),
        "54" => Ok(Some(BodyKind::Verwaltungsgemeinschaft)),
        "51" | "52" | "53" | "55" | "56" | "57" | "58" => Ok(Some(BodyKind::Gemeindeverband)),
        _ => Err(line.error(TEXTKENNZEICHEN, Gv100Fault::Textkennzeichen)),
    }
}

fn commune(line: &Line<'_>) -> Result<Option<BodyKind>, Gv100Error> {
    match line.textkennzeichen()? {
        "60" => Ok(Some(BodyKind::Markt)),
        "61" | "62" => Ok(Some(BodyKind::KreisfreieStadt)),
        "63" => Ok(Some(BodyKind::Stadt)),
        "64" => Ok(Some(BodyKind::Gemeinde)),
        // Gemeindefreies Gebiet, inhabited or not.
        "65" | "66" => Ok(None),
        "67" => Ok(Some(BodyKind::GrosseKreisstadt)),
        _ => Err(line.error(TEXTKENNZEICHEN, Gv100Fault::Textkennzeichen)),
    }
}

/// Communes and Kreise have no comma in their names: what follows one is a designation, from `, M`
/// for a Markt to `, Stadt der FernUniversität`, and new ones are awarded every year.
fn without_designation(name: &str) -> &str {
    name.split(',').next().unwrap_or(name).trim_end()
}

/// A Verband may be named after several communes, so only the known designations are cut off.
fn verband_name(name: &str) -> &str {
    [" (VGem)", ", Stadt"].iter().find_map(|designation| name.strip_suffix(designation)).unwrap_or(name)
}
