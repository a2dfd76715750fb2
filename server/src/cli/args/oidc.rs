//! What `serve` is told about the OpenID provider of the administration.

use openidconnect::ClientSecret;

use super::super::Refusal;
use super::given;
use crate::failure::chain;
use crate::oidc::{Oidc, Settings, SettingsError};

/// Where the secret is. Not an argument: whoever lists the processes of a machine reads those.
const SECRET: &str = "LAGEBILD_OIDC_CLIENT_SECRET";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Anmeldung über OpenID Connect")]
pub(in crate::cli) struct OidcArgs {
    /// Anbieter (Issuer), https://…; ohne Angabe LAGEBILD_OIDC_ISSUER, sonst gibt es nur Passwörter
    #[arg(long = "oidc-issuer", value_name = "URL", env = "LAGEBILD_OIDC_ISSUER", hide_env = true)]
    issuer: Option<String>,
    /// Kennung beim Anbieter; ohne Angabe LAGEBILD_OIDC_CLIENT_ID. Das Geheimnis dazu steht nur in
    /// LAGEBILD_OIDC_CLIENT_SECRET
    #[arg(long = "oidc-client-id", value_name = "KENNUNG", env = "LAGEBILD_OIDC_CLIENT_ID", hide_env = true)]
    client_id: Option<String>,
    /// Claim mit den Rollen, auch als Pfad wie realm_access.roles; ohne Angabe LAGEBILD_OIDC_ROLES_CLAIM oder
    /// lagebild_roles
    #[arg(
        long = "oidc-roles-claim",
        value_name = "CLAIM",
        env = "LAGEBILD_OIDC_ROLES_CLAIM",
        hide_env = true
    )]
    roles_claim: Option<String>,
    /// Claim mit den Schlüsseln der Behörden; ohne Angabe LAGEBILD_OIDC_BODIES_CLAIM oder lagebild_bodies
    #[arg(
        long = "oidc-bodies-claim",
        value_name = "CLAIM",
        env = "LAGEBILD_OIDC_BODIES_CLAIM",
        hide_env = true
    )]
    bodies_claim: Option<String>,
    /// Aufschrift des Knopfes; ohne Angabe LAGEBILD_OIDC_NAME oder „Anmeldung der Verwaltung“
    #[arg(long = "oidc-name", value_name = "TEXT", env = "LAGEBILD_OIDC_NAME", hide_env = true)]
    label: Option<String>,
}

impl OidcArgs {
    /// The provider; `None` where there is none.
    pub(in crate::cli) fn provider(self) -> Result<Option<Oidc>, Refusal> {
        let secret = given(std::env::var(SECRET).ok());
        let (issuer, client_id) = (given(self.issuer), given(self.client_id));
        if issuer.is_none() && client_id.is_none() && secret.is_none() {
            return Ok(None);
        }
        let missing = |what: &str| format!("Zur Anmeldung über OpenID Connect fehlt {what}.");
        let settings = Settings {
            issuer: issuer.ok_or_else(|| missing("der Anbieter: --oidc-issuer oder LAGEBILD_OIDC_ISSUER"))?,
            client_id: client_id
                .ok_or_else(|| missing("die Kennung: --oidc-client-id oder LAGEBILD_OIDC_CLIENT_ID"))?,
            client_secret: ClientSecret::new(
                secret.ok_or_else(|| missing(&format!("das Geheimnis in der Umgebung: {SECRET}")))?,
            ),
            roles_claim: given(self.roles_claim).unwrap_or_else(|| "lagebild_roles".into()),
            bodies_claim: given(self.bodies_claim).unwrap_or_else(|| "lagebild_bodies".into()),
            name: given(self.label).unwrap_or_else(|| "Anmeldung der Verwaltung".into()),
        };
        let issuer = settings.issuer.clone();
        Oidc::new(settings).map(Some).map_err(|error| match error {
            SettingsError::Issuer => format!(
                "„{issuer}“ ist kein Anbieter für die Anmeldung. Schreiben Sie ihn als https://…, genau so, wie er sich \
                 selbst nennt; http:// geht nur auf diesem Rechner."
            ),
            SettingsError::Tls(cause) => format!(
                "Eine verschlüsselte Verbindung zum Anbieter ist nicht möglich, weil die Zertifikate dieses Rechners \
                 fehlen oder unlesbar sind. Richten Sie ca-certificates ein. ({})",
                chain(&cause)
            ),
        })
    }
}
