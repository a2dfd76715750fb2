//! Public addresses under the top-level domain that is reserved for examples.

use domain::Register;
use domain::body::{Body, BodyKind};

use super::chance::Chance;
use super::subject::Subject;

const FOLDERS: [&str; 4] = ["buergerservice/online", "online-dienste", "service/antrag", "digital"];

/// The body's name as the part of an address between `www.` and `.example`.
pub(super) fn host(body: &Body, register: &Register) -> String {
    let name = slug(&body.name);
    match body.kind {
        BodyKind::Landkreis => format!("landkreis-{name}"),
        BodyKind::Verwaltungsgemeinschaft => format!("vg-{name}"),
        _ if register.shares_name(body) => {
            let kreis = register.kreis_of(&body.ars).map(|kreis| slug(&kreis.name)).unwrap_or_default();
            format!("{name}-{kreis}")
        }
        _ => name,
    }
}

/// Where the service is to be found, for about every second rollout.
pub(super) fn link(subject: &Subject<'_>, chance: &mut Chance) -> Option<String> {
    let folder = chance.pick(&FOLDERS);
    let Subject { host, rollout, .. } = subject;
    chance.per_mille(550).then(|| format!("https://www.{host}.example/{folder}/{}", rollout.service))
}

fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_matches('-').to_owned()
}
