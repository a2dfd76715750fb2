//! What every handler has at hand.

use std::sync::Arc;

use app::context::Site;
use app::figures::Figures;
use store::{Db, ReadModel};

use crate::clock::Clock;
use crate::mail::Mailer;
use crate::oidc::Oidc;

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
    /// The time.
    pub clock: Clock,
    /// Sends letters, where there is somebody to hand them to.
    pub mailer: Option<Mailer>,
    /// Signs in through the administration, where it has a provider for that.
    pub oidc: Option<Arc<Oidc>>,
}

impl AppState {
    /// The state over a database, without mail and without a provider.
    #[must_use]
    pub fn new(db: Db, site: Site, clock: Clock) -> Self {
        let read_model = Arc::new(ReadModel::new(db.clone()));
        Self {
            db,
            read_model,
            figures: Arc::default(),
            site: Arc::new(site),
            clock,
            mailer: None,
            oidc: None,
        }
    }
}
