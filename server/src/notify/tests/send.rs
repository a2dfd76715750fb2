//! Letters are sent once, whatever happens on the way.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::people::NewPerson;
use store::{Admission, Db, LettersSent, ReadModel};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::super::schedule;
use super::super::send::{Run, Sender, actor};
use super::*;
use crate::clock::Clock;
use crate::mail::Mailer;

/// What a mail server answers to a recipient; to all others 250.
type Answers = Arc<Mutex<BTreeMap<String, &'static str>>>;

/// A mail server that keeps to whom it was given letters.
struct Postbox {
    url: String,
    answers: Answers,
    recipients: Arc<Mutex<Vec<String>>>,
}

impl Postbox {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (answers, recipients) = (Answers::default(), Arc::<Mutex<Vec<String>>>::default());
        let (refused, taken) = (answers.clone(), recipients.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, refused.clone(), taken.clone()));
            }
        });
        Self { url, answers, recipients }
    }

    /// To whom letters came since the last question, in order.
    fn taken(&self) -> Vec<String> {
        let mut taken = std::mem::take(&mut *self.recipients.lock().unwrap());
        taken.sort();
        taken
    }

    fn refuses(&self, recipient: &str, answer: &'static str) {
        self.answers.lock().unwrap().insert(recipient.to_owned(), answer);
    }
}

async fn talk(stream: TcpStream, answers: Answers, taken: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    let (mut recipient, mut is_data) = (String::new(), false);
    stream.write_all(b"220 mail\r\n").await.unwrap();
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let said = std::mem::take(&mut line);
        let answer = match said.trim_end() {
            "." if is_data => {
                is_data = false;
                taken.lock().unwrap().push(recipient.clone());
                "250 taken".to_owned()
            }
            _ if is_data => continue,
            "DATA" => {
                is_data = true;
                "354 go on".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            to if to.starts_with("RCPT TO:") => {
                recipient = to.trim_start_matches("RCPT TO:<").trim_end_matches('>').to_owned();
                (*answers.lock().unwrap().get(&recipient).unwrap_or(&"250 ok")).to_owned()
            }
            _ => "250 ok".to_owned(),
        };
        if stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

/// Three contacts on a Monday morning.
struct Office {
    postbox: Postbox,
    db: Db,
    _folder: TempDir,
}

const ALL: [&str; 3] = ["anna@kommune.example", "berta@kommune.example", "carla@kommune.example"];

impl Office {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("a.db").display())).await.unwrap();
        for (number, email) in ALL.iter().enumerate() {
            let Person { id, rights, name, created_at, .. } = contact(number as u128, MEITINGEN, false);
            let new = NewPerson { email: email.parse().unwrap(), name, rights };
            db.admit(&id, &new, Admission::Password("none"), &actor(), created_at).await.unwrap();
        }
        Self { postbox: Postbox::start().await, db, _folder: folder }
    }

    /// An instance of the program, with what it has read of its own.
    fn sender(&self, smtp: &str, now: &str) -> Sender {
        Sender {
            db: self.db.clone(),
            read_model: Arc::new(ReadModel::new(self.db.clone())),
            mailer: Mailer::new(smtp, "lagebild@land.example").unwrap(),
            origin: "https://lagebild.example".parse().unwrap(),
            clock: Clock::Fixed(now.parse().unwrap()),
            pace: Duration::ZERO,
        }
    }

    async fn run(&self, now: &str) -> Run {
        let (_running, mut stopping) = watch::channel(());
        self.sender(&self.postbox.url, now).run(&mut stopping).await.unwrap()
    }

    async fn open_links(&self) -> usize {
        let now = "2026-11-23T08:00:00Z".parse().unwrap();
        let mut links = 0;
        for person in self.db.everybody().await.unwrap() {
            links += self.db.links(&person.id, now).await.unwrap().len();
        }
        links
    }
}

fn reminders(reminders: u64, refused: u64) -> LettersSent {
    LettersSent { reminders, refused, ..LettersSent::default() }
}

const MORNING: &str = "2026-11-23T06:00:00Z";

#[tokio::test]
async fn everybody_is_written_once_however_often_it_runs() {
    let office = Office::open().await;
    let run = office.run(MORNING).await;
    assert_eq!((run.sent, run.is_complete), (reminders(3, 0), true));
    assert_eq!(office.postbox.taken(), ALL);
    for later in [MORNING, "2026-11-24T06:00:00Z", "2026-11-29T22:00:00Z"] {
        let run = office.run(later).await;
        assert_eq!((run.sent, run.is_complete), (reminders(0, 0), true), "{later}");
    }
    assert_eq!(office.postbox.taken(), Vec::<String>::new());
    assert_eq!(office.run("2026-11-30T06:00:00Z").await.sent, reminders(3, 0), "the next week");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_share_the_work_and_send_nothing_twice() {
    let office = Office::open().await;
    let (one, other) = tokio::join!(office.run(MORNING), office.run(MORNING));
    assert_eq!(one.sent.reminders + other.sent.reminders, 3);
    assert_eq!(office.postbox.taken(), ALL);
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_and_leaves_no_link_behind() {
    let office = Office::open().await;
    office.postbox.refuses(ALL[0], "550 no such mailbox");
    office.postbox.refuses(ALL[1], "451 try again later");
    let run = office.run(MORNING).await;
    assert_eq!((run.sent, run.is_complete), (reminders(1, 1), false), "later is not never");
    assert_eq!((office.postbox.taken(), office.open_links().await), (vec![ALL[2].to_owned()], 1));
    office.postbox.refuses(ALL[1], "250 now");
    let run = office.run("2026-11-23T07:00:00Z").await;
    assert_eq!((run.sent, run.is_complete), (reminders(1, 1), true));
    assert_eq!(office.postbox.taken(), [ALL[1]]);
}

#[tokio::test]
async fn a_mail_server_that_is_not_there_is_asked_once_a_run() {
    let office = Office::open().await;
    let (_running, mut stopping) = watch::channel(());
    let nowhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", nowhere.local_addr().unwrap());
    drop(nowhere);
    let run = office.sender(&url, MORNING).run(&mut stopping).await.unwrap();
    assert_eq!((run.sent, run.is_complete), (reminders(0, 0), false));
    assert_eq!(office.open_links().await, 0);
    assert_eq!(office.run("2026-11-23T07:00:00Z").await.sent, reminders(3, 0));
}

#[tokio::test]
async fn asked_to_stop_it_finishes_the_letter_in_hand_and_goes_on_after_a_restart() {
    let office = Office::open().await;
    let (running, mut stopping) = watch::channel(());
    drop(running);
    let mut sender = office.sender(&office.postbox.url, MORNING);
    sender.pace = Duration::from_hours(1);
    let run = sender.run(&mut stopping).await.unwrap();
    assert_eq!((run.sent, run.is_complete), (reminders(1, 0), false));
    assert_eq!(office.run(MORNING).await.sent, reminders(2, 0));
    assert_eq!(office.postbox.taken(), ALL);
}

#[tokio::test]
async fn begun_after_seven_it_sends_what_nobody_has_sent_and_stops_when_asked() {
    let office = Office::open().await;
    let (running, stopping) = watch::channel(());
    let watching = async {
        while office.postbox.recipients.lock().unwrap().len() < ALL.len() {
            tokio::task::yield_now().await;
        }
        drop(running);
    };
    let sender = office.sender(&office.postbox.url, "2026-11-25T15:00:00Z");
    tokio::join!(schedule::keep(sender, stopping), watching);
    assert_eq!(office.postbox.taken(), ALL);
}

#[tokio::test]
async fn before_seven_it_waits() {
    let office = Office::open().await;
    let (running, stopping) = watch::channel(());
    drop(running);
    schedule::keep(office.sender(&office.postbox.url, "2026-11-23T05:59:00Z"), stopping).await;
    assert_eq!(office.postbox.taken(), Vec::<String>::new());
}

#[tokio::test]
async fn the_audit_tells_each_run_that_sent_something() {
    let office = Office::open().await;
    let all = store::AuditQuery::default();
    let before = office.db.audit(&all, 0, 1).await.unwrap().1;
    office.run(MORNING).await;
    let (rows, after) = office.db.audit(&all, 0, 1).await.unwrap();
    assert_eq!(after - before, 4, "three links and the run");
    assert_eq!(rows[0].action, "notification.send");
    office.run(MORNING).await;
    assert_eq!(office.db.audit(&all, 0, 1).await.unwrap().1, after, "nothing was sent");
    let names = office.db.actors().await.unwrap();
    assert_eq!(names.get(&actor().id).map(String::as_str), Some("Benachrichtigung"));
}
