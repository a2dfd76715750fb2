//! Sending letters by SMTP. Without SMTP there is no [`Mailer`], and links are shown on the screen instead.

pub mod letters;
#[cfg(test)]
mod tests;

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::people::Email;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use rand::RngExt as _;
use url::{Host, Url};

/// How long one letter may take from the first connection to the last answer. Whoever invites waits for it.
const PATIENCE: Duration = Duration::from_secs(15);

/// A letter, UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The address of the one who gets it.
    pub to: Email,
    /// The subject.
    pub subject: String,
    /// The text, its lines ended by `\n`.
    pub text: String,
    /// The same as a document of HTML, where it is sent in both ways.
    pub html: Option<String>,
    /// Where a mail program lets its reader want no more of these (RFC 8058), by a POST without cookies.
    pub unsubscribe: Option<Url>,
}

/// Sends letters. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

/// Why a [`Mailer`] cannot be built. Says nothing of the address given, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    /// The SMTP address is none that [`Mailer::new`] understands.
    #[error("not an address of an SMTP server")]
    Url,
    /// A password would be sent for everybody on the way to read.
    #[error("credentials without encryption")]
    Credentials,
    /// The certificates of this machine cannot be used.
    #[error("no certificates to trust")]
    Tls(#[source] smtp::Error),
    /// The sender is no mail address.
    #[error("the sender is not an address")]
    From,
}

/// Why a letter was not sent. Holds no address: what servers say of one is not passed on.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The recipient is no address that mail servers take.
    #[error("the recipient is not an address")]
    Address,
    /// The server does not take this letter, now or ever, with the SMTP code that it gave.
    #[error("the mail server refused with {0}")]
    Refused(smtp::response::Code),
    /// There was no conversation with the server.
    #[error("the mail server cannot be talked to")]
    Unreachable(#[source] smtp::Error),
    /// The server took too long.
    #[error("the mail server took too long")]
    Timeout,
}

impl Mailer {
    /// Sends through `url` in the name of `from`.
    ///
    /// The address is `smtps://user:password@host`, `smtp://…?tls=required` for STARTTLS, or `smtp://host`
    /// without encryption, which takes credentials only to this machine. Connects to nothing yet.
    pub fn new(url: &str, from: &str) -> Result<Self, MailerError> {
        let parsed = Url::parse(url).map_err(|_| MailerError::Url)?;
        let is_encrypted = parsed.scheme() == "smtps"
            || parsed.query_pairs().any(|pair| pair == ("tls".into(), "required".into()));
        if parsed.password().is_some() && !is_encrypted && !is_loopback(&parsed) {
            return Err(MailerError::Credentials);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| if error.is_tls() { MailerError::Tls(error) } else { MailerError::Url })?
            .timeout(Some(PATIENCE))
            .build();
        let from = from.parse().map_err(|_| MailerError::From)?;
        Ok(Self { transport, from, patience: PATIENCE })
    }

    /// Hands a letter to the mail server.
    pub async fn send(&self, letter: &Letter, now: DateTime<Utc>) -> Result<(), MailError> {
        let message = self.message(letter, now)?;
        match tokio::time::timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.is_timeout() => Err(MailError::Timeout),
            Ok(Err(error)) => Err(match error.status() {
                Some(code) => MailError::Refused(code),
                None => MailError::Unreachable(error),
            }),
            Err(_) => Err(MailError::Timeout),
        }
    }

    fn message(&self, letter: &Letter, now: DateTime<Utc>) -> Result<Message, MailError> {
        let to = letter.to.as_str().parse::<Address>().map_err(|_| MailError::Address)?;
        let id = format!("<{:032x}@{}>", rand::rng().random::<u128>(), self.from.email.domain());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to.into())
            .subject(letter.subject.as_str())
            .date(now.into())
            .message_id(Some(id))
            // Keeps those who are on holiday from answering a machine, RFC 3834.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(url) = &letter.unsubscribe {
            message = message
                .raw_header(header("List-Unsubscribe", format!("<{url}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        match &letter.html {
            None => message.singlepart(SinglePart::plain(letter.text.clone())),
            Some(html) => {
                message.multipart(MultiPart::alternative_plain_html(letter.text.clone(), html.clone()))
            }
        }
        // Of all that a message needs, only the addresses come from outside.
        .map_err(|_| MailError::Address)
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        // Of schemes that the standard for addresses does not know, numbers stay words.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
