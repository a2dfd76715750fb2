use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use super::*;

fn mailer(url: &str) -> Mailer {
    Mailer::new(url, "Lagebild für Bayern <lagebild@land.example>").unwrap()
}

fn letter(subject: &str, text: &str) -> Letter {
    Letter {
        to: "kontakt@kommune.example".parse().unwrap(),
        subject: subject.into(),
        text: text.into(),
        html: None,
        unsubscribe: None,
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-30T13:05:00Z".parse().unwrap()
}

/// The headers as they are sent, and the body.
fn written(letter: &Letter) -> (String, String) {
    let message = mailer("smtp://127.0.0.1").message(letter, now()).unwrap().formatted();
    let message = String::from_utf8(message).unwrap();
    let (headers, body) = message.split_once("\r\n\r\n").unwrap();
    (headers.to_owned(), body.to_owned())
}

fn names(headers: &str) -> Vec<&str> {
    let mut names: Vec<_> = headers
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split_once(':').unwrap().0)
        .collect();
    names.sort_unstable();
    names
}

const NAMES: [&str; 9] = [
    "Auto-Submitted",
    "Content-Transfer-Encoding",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
];

#[test]
fn a_letter_has_these_headers_and_no_others() {
    let (headers, body) = written(&letter("Ihre Einladung", "Viele Grüße aus der Verwaltung\n.\nEnde"));
    assert_eq!(names(&headers), NAMES);
    for line in [
        "To: kontakt@kommune.example",
        "Subject: Ihre Einladung",
        "Date: Mon, 30 Nov 2026 13:05:00 +0000",
        "Content-Type: text/plain; charset=utf-8",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(headers.split("\r\n").any(|found| found == line), "{line} in {headers}");
    }
    assert!(headers.contains("@land.example>\r\n"), "the id ends with the domain of the sender: {headers}");
    assert!(body.is_ascii() && body.contains("Gr=C3=BC=C3=9Fe aus der Verwaltung\r\n"), "{body}");
}

#[test]
fn a_letter_can_say_the_same_in_two_ways_and_how_to_get_no_more() {
    let letter = Letter {
        html: Some("<p>Viele Grüße aus der Verwaltung</p>".into()),
        unsubscribe: Some("https://lagebild.example/bestaetigen/abc/abbestellen".parse().unwrap()),
        ..letter("Erinnerung", "Viele Grüße aus der Verwaltung")
    };
    let (headers, body) = written(&letter);
    for line in [
        "List-Unsubscribe: <https://lagebild.example/bestaetigen/abc/abbestellen>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(headers.split("\r\n").any(|found| found == line), "{line} in {headers}");
    }
    assert!(headers.contains("Content-Type: multipart/alternative;"), "{headers}");
    let (plain, html) = body.split_once("text/html; charset=utf-8").expect("both ways, the richer one last");
    assert!(
        plain.contains("text/plain; charset=utf-8") && plain.contains("Gr=C3=BC=C3=9Fe aus der"),
        "{body}"
    );
    assert!(html.contains("<p>Viele Gr=C3=BC=C3=9Fe aus"), "{body}");
}

#[test]
fn every_letter_has_an_id_of_its_own() {
    let id = || {
        let (headers, _) = written(&letter("a", "b"));
        headers.split("\r\n").find(|line| line.starts_with("Message-ID")).unwrap().to_owned()
    };
    assert_ne!(id(), id());
}

#[test]
fn nothing_typed_becomes_a_header() {
    for subject in [
        "Hallo\r\nBcc: alle@land.example",
        "Hallo\nBcc: alle@land.example",
        "Hallo\r\n\r\nText",
        "ü\r\nBcc: a@b.example",
    ] {
        let (headers, body) = written(&letter(subject, "Text"));
        assert_eq!(names(&headers), NAMES, "{subject:?}: {headers}");
        assert_eq!(body, "Text\r\n", "{subject:?}");
    }
}

#[test]
fn an_address_that_mail_servers_do_not_take_is_refused() {
    let letter = Letter { to: "a..b@kommune.example".parse().unwrap(), ..letter("Hallo", "Text") };
    let refused = mailer("smtp://127.0.0.1").message(&letter, now());
    assert!(matches!(refused, Err(MailError::Address)), "{refused:?}");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let from = "lagebild@land.example";
    for url in
        ["", "mail.land.example", "https://mail.land.example", "smtp:", "smtp://mail.land.example?tls=maybe"]
    {
        assert!(matches!(Mailer::new(url, from), Err(MailerError::Url)), "{url}");
    }
    for from in ["", "lagebild", "Lagebild <lagebild>", "a@b.example\r\nBcc: c@d.example"] {
        assert!(matches!(Mailer::new("smtp://mail.land.example", from), Err(MailerError::From)), "{from}");
    }
}

#[test]
fn credentials_do_not_travel_in_the_clear() {
    let new = |url| Mailer::new(url, "lagebild@land.example");
    for url in ["smtp://a:b@mail.land.example", "smtp://a:b@mail.land.example?tls=opportunistic"] {
        assert!(matches!(new(url), Err(MailerError::Credentials)), "{url}");
    }
    for url in [
        "smtps://a:b@mail.land.example",
        "smtp://a:b@mail.land.example?tls=required",
        "smtp://a:b@127.0.0.1:25",
        "smtp://a:b@[::1]",
        "smtp://a:b@localhost",
        "smtp://mail.land.example",
    ] {
        assert!(new(url).is_ok(), "{url}");
    }
}

/// A server that greets with the lines given, one for each that it is sent.
async fn server(answers: &'static [&'static str]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        for answer in answers {
            stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            stream.read_line(&mut String::new()).await.unwrap();
        }
        // Says no more, and keeps the connection.
        std::future::pending::<()>().await;
    });
    url
}

#[tokio::test]
async fn a_refusal_tells_its_code_and_not_the_address() {
    let url = server(&["220 mail", "250 mail", "550 kontakt@kommune.example unknown", "221 bye"]).await;
    let refused = mailer(&url).send(&letter("a", "b"), now()).await.unwrap_err();
    assert!(matches!(refused, MailError::Refused(_)), "{refused:?}");
    assert_eq!(crate::failure::chain(&refused), "the mail server refused with 550");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for() {
    let mailer = Mailer { patience: Duration::from_millis(50), ..mailer(&server(&[]).await) };
    // A greeting that never comes.
    let refused = mailer.send(&letter("a", "b"), now()).await;
    assert!(matches!(refused, Err(MailError::Timeout)), "{refused:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    drop(listener);
    let refused = mailer(&url).send(&letter("a", "b"), now()).await;
    assert!(matches!(refused, Err(MailError::Unreachable(_))), "{refused:?}");
}
