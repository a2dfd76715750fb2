//! What every handler has at hand.

use std::sync::Arc;

use app::context::Site;
use app::figures::Figures;
use store::{Db, ReadModel};

use crate::assets;
use crate::briefing::Prints;
use crate::clock::Clock;
use crate::exposure::Exposure;
use crate::import::Imports;
use crate::mail::Mailer;
use crate::oidc::Oidc;
use crate::throttle::{Costly, SignIns};

/// The state of the server. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Where to write.
    pub db: Db,
    /// Where to read.
    pub read_model: Arc<ReadModel>,
    /// Aggregates of the pages.
    pub figures: Arc<Figures>,
    /// What stays the same from start to stop.
    pub site: Arc<Site>,
    /// Prints briefings.
    pub prints: Arc<Prints>,
    /// The time.
    pub clock: Clock,
    /// Sends letters, where there is somebody to hand them to.
    pub mailer: Option<Mailer>,
    /// Signs in through the administration, where it has a provider for that.
    pub oidc: Option<Arc<Oidc>>,
    /// Who can reach the server, by which way.
    pub exposure: Arc<Exposure>,
    /// Whether whoever is not signed in may read the published figures. A demonstration everybody may read.
    pub public_reads: bool,
    /// How often somebody may try to sign in.
    pub sign_ins: Arc<SignIns>,
    /// How often somebody may do other costly things without an account.
    pub costly: Arc<Costly>,
    /// Imports that are being worked on.
    pub imports: Arc<Imports>,
}

impl AppState {
    /// The state over a database, without mail and without a provider.
    #[must_use]
    pub fn new(db: Db, site: Site, clock: Clock, exposure: Exposure) -> Self {
        let read_model = Arc::new(ReadModel::new(db.clone()));
        Self {
            db,
            read_model,
            figures: Arc::default(),
            site: Arc::new(site),
            prints: Arc::new(Prints::new(assets::print_fonts())),
            clock,
            mailer: None,
            oidc: None,
            exposure: Arc::new(exposure),
            public_reads: false,
            sign_ins: Arc::default(),
            costly: Arc::default(),
            imports: Arc::default(),
        }
    }
}
