//! `lagebild briefing`

use std::sync::Arc;

use ::briefing::PrintError;
use app::context::{IsDemo, Page};
use app::figures::Filter;
use app::pages::briefing;
use store::{Db, ReadModel};

use super::args::Briefing;
use super::coverage::{not_in_future, scope};
use super::{Refusal, failed};
use crate::assets;
use crate::clock::Clock;

pub(super) async fn run(db: &Db, clock: Clock, options: Briefing) -> Result<(), Refusal> {
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let today = clock.today();
    let on = not_in_future("--on", options.on.unwrap_or(today), today)?;
    let scope = scope(&picture.situation, options.scope.as_deref(), on)?;
    let filter = Filter::usual(&picture.situation, scope, on, today);
    let page = Page {
        situation: picture.situation,
        version: picture.version,
        is_demo: IsDemo(picture.is_demo),
        now: clock.now(),
        figures: Arc::default(),
        query: Arc::default(),
    };
    // Whoever holds the database may see everything in it.
    let briefing = briefing(&page, &filter, true)
        .ok_or_else(|| format!("Das Gebiet {} gibt es am {on} nicht im Register.", filter.scope))?;
    let pdf = crate::briefing::print(assets::print_fonts(), &briefing).map_err(|error| match error {
        PrintError::NoFonts => {
            "Dieses Programm trägt keine Schriften in sich, mit denen sich ein PDF setzen \
             ließe. Bauen Sie es mit „cargo xtask build“."
                .to_owned()
        }
        error => format!("Das Briefing ließ sich nicht setzen. ({error})"),
    })?;
    std::fs::write(&options.file, pdf)
        .map_err(|error| format!("{} lässt sich nicht schreiben: {error}", options.file.display()))
}
