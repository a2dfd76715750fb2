//! What `serve` and `notify` are told about mail.

use super::super::Refusal;
use super::given;
use crate::failure::chain;
use crate::mail::{Mailer, MailerError};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "E-Mail")]
pub(in crate::cli) struct MailArgs {
    /// Postausgang: smtps://NAME:PASSWORT@SERVER, smtp://…?tls=required oder smtp://SERVER; ohne Angabe
    /// LAGEBILD_SMTP_URL, sonst wird nichts verschickt
    #[arg(long, value_name = "URL", env = "LAGEBILD_SMTP_URL", hide_env = true)]
    smtp_url: Option<String>,
    /// Absender, zum Beispiel "Lagebild <lagebild@land.example>"; ohne Angabe LAGEBILD_MAIL_FROM
    #[arg(long, value_name = "ADRESSE", env = "LAGEBILD_MAIL_FROM", hide_env = true)]
    mail_from: Option<String>,
}

impl MailArgs {
    /// The way to send letters; `None` where there is none.
    pub(in crate::cli) fn mailer(self) -> Result<Option<Mailer>, Refusal> {
        match (given(self.smtp_url), given(self.mail_from)) {
            (None, None) => Ok(None),
            (Some(url), Some(from)) => Mailer::new(&url, &from).map(Some).map_err(|error| refusal(&error)),
            (Some(_), None) => {
                Err("Zum Postausgang fehlt der Absender: --mail-from oder LAGEBILD_MAIL_FROM.".into())
            }
            (None, Some(_)) => {
                Err("Zum Absender fehlt der Postausgang: --smtp-url oder LAGEBILD_SMTP_URL.".into())
            }
        }
    }
}

/// Never repeats the address of the server: it may hold a password.
fn refusal(error: &MailerError) -> Refusal {
    match error {
        MailerError::Url => "Der Postausgang (--smtp-url oder LAGEBILD_SMTP_URL) ist keine solche Adresse. Schreiben \
             Sie ihn als smtps://NAME:PASSWORT@SERVER, smtp://NAME:PASSWORT@SERVER?tls=required oder smtp://SERVER; \
             Sonderzeichen in Name und Passwort als %-Zeichen mit zwei Ziffern."
            .into(),
        MailerError::Credentials => "Name und Passwort des Postausgangs würden unverschlüsselt übertragen. Nehmen Sie \
             smtps://… oder hängen Sie ?tls=required an."
            .into(),
        MailerError::Tls(cause) => format!(
            "Eine verschlüsselte Verbindung zum Postausgang ist nicht möglich, weil die Zertifikate dieses Rechners \
             fehlen oder unlesbar sind. Richten Sie ca-certificates ein. ({})",
            chain(cause)
        ),
        MailerError::From => "Der Absender (--mail-from oder LAGEBILD_MAIL_FROM) ist keine E-Mail-Adresse. Schreiben \
             Sie ihn als lagebild@land.example oder \"Lagebild <lagebild@land.example>\"."
            .into(),
    }
}
