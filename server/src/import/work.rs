//! Working on drafts: reading the file and comparing it with what is known takes longer than anybody waits for a page.
//!
//! One draft after the other, each in a task that its page asks how far it is. Nothing of it is kept in the database:
//! another instance, or this one after a restart, works once more on the draft that is kept there.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::imports::{Preview, Progress};
use domain::Day;
use domain::draft::DraftId;
use domain::people::PersonId;
use domain::situation::Situation;
use sheets::read::{Unreadable, Workbook, read};
use sheets::status::{Mapping, Occasion, Plan, Source, interpret};
use store::{Db, Picture};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use super::choices::Choices;
use super::view;
use crate::failure::AppError;

/// How long a page waits for work before it shows how far it is.
const MOMENT: Duration = Duration::from_millis(900);
/// Results that are kept for those who look again.
const KEPT: usize = 4;
/// Workbooks that are kept for those who correct something.
const BOOKS: usize = 2;

/// What came of the work on a draft.
#[derive(Debug)]
pub(super) struct Worked {
    pub(super) plan: Plan,
    pub(super) preview: Arc<Preview>,
}

/// Why nothing came of it.
#[derive(Clone, Debug)]
pub(super) enum Failed {
    /// The file cannot be read.
    Unreadable(Unreadable),
    /// The program or the database.
    Broken(AppError),
}

type Outcome<T> = Result<T, Failed>;

/// Work under way, or done.
#[derive(Debug)]
pub(super) struct Job<T> {
    done: AtomicU64,
    of: AtomicU64,
    outcome: watch::Sender<Option<Outcome<Arc<T>>>>,
}

impl<T> Job<T> {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { done: AtomicU64::new(0), of: AtomicU64::new(0), outcome: watch::Sender::new(None) })
    }

    pub(super) fn finish(&self, outcome: Outcome<T>) {
        self.outcome.send_replace(Some(outcome.map(Arc::new)));
    }

    /// What came of it, if it is done within a moment.
    pub(super) async fn soon(&self) -> Option<Outcome<Arc<T>>> {
        timeout(MOMENT, self.outcome()).await.ok()
    }

    /// What came of it, however long it takes.
    pub(super) async fn outcome(&self) -> Outcome<Arc<T>> {
        let mut receiver = self.outcome.subscribe();
        let told = receiver.wait_for(Option::is_some).await.map(|outcome| outcome.clone());
        // The sender lives as long as the job that is asked here.
        told.ok().flatten().unwrap_or_else(|| Err(Failed::Broken(AppError::Incomplete)))
    }

    pub(super) fn progress(&self) -> Progress {
        match self.of.load(Ordering::Relaxed) {
            0 => Progress::Reading,
            of => Progress::Comparing(self.done.load(Ordering::Relaxed), of),
        }
    }
}

/// What a result is about: the draft as it was, compared with the data as it was, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    draft: DraftId,
    version: i64,
    data_version: i64,
    today: Day,
}

/// A draft to work on.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) draft: DraftId,
    pub(super) version: i64,
    pub(super) file: String,
    pub(super) choices: Choices,
    pub(super) person: PersonId,
}

/// The recording of a draft, and whose it is.
type Recording = (DraftId, PersonId, Arc<Job<super::apply::Applied>>);

/// Imports that are being worked on.
#[derive(Debug)]
pub struct Imports {
    previews: Mutex<VecDeque<(Key, Arc<Job<Worked>>)>>,
    books: Mutex<VecDeque<(DraftId, Arc<Workbook>)>>,
    pub(super) applying: Mutex<VecDeque<Recording>>,
    /// One at a time: a hostile file may take as much memory as one may.
    turn: Arc<Semaphore>,
}

impl Default for Imports {
    fn default() -> Self {
        Self {
            previews: Mutex::default(),
            books: Mutex::default(),
            applying: Mutex::default(),
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

/// Nothing that is kept here is half done when a holder of the lock panics.
pub(super) fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps one more, and forgets the oldest beyond `most`.
pub(super) fn keep<T>(kept: &mut VecDeque<T>, one: T, most: usize) {
    kept.push_back(one);
    while kept.len() > most {
        kept.pop_front();
    }
}

impl Imports {
    /// What the import of a draft would do, against the data as it is in `picture`: under way already, or from now.
    pub(super) fn preview(
        self: &Arc<Self>,
        db: &Db,
        order: Order,
        picture: &Picture,
        today: Day,
    ) -> Arc<Job<Worked>> {
        let key = Key { draft: order.draft, version: order.version, data_version: picture.version, today };
        let mut previews = lock(&self.previews);
        if let Some((_, job)) = previews.iter().find(|(of, _)| *of == key) {
            return job.clone();
        }
        // What the draft was before is not asked for again.
        previews.retain(|(of, _)| of.draft != key.draft);
        let job = Job::new();
        keep(&mut previews, (key, job.clone()), KEPT);
        drop(previews);
        let (imports, db, situation, to_finish) =
            (self.clone(), db.clone(), picture.situation.clone(), job.clone());
        tokio::spawn(async move {
            let outcome = imports.work(&db, order, situation, key, &to_finish).await;
            if matches!(outcome, Err(Failed::Broken(_))) {
                lock(&imports.previews).retain(|(of, _)| *of != key);
            }
            to_finish.finish(outcome);
        });
        job
    }

    async fn work(
        &self,
        db: &Db,
        order: Order,
        situation: Arc<Situation>,
        key: Key,
        job: &Arc<Job<Worked>>,
    ) -> Outcome<Worked> {
        let _turn = self.turn.acquire().await;
        let broken = |error: store::StoreError| Failed::Broken(error.into());
        let book = self.book(db, &order).await?;
        let kept = db.headings().await.map_err(broken)?;
        let job = job.clone();
        let compared =
            tokio::task::spawn_blocking(move || compare(&book, &order, &situation, &kept, key, &job)).await;
        compared.map_err(|error| Failed::Broken(AppError::Panicked(error.to_string())))
    }

    /// The cells of the file.
    async fn book(&self, db: &Db, order: &Order) -> Outcome<Arc<Workbook>> {
        let kept =
            lock(&self.books).iter().find(|(draft, _)| *draft == order.draft).map(|(_, book)| book.clone());
        if let Some(book) = kept {
            return Ok(book);
        }
        let content = db.draft_content(order.draft, &order.person).await;
        let content = content.map_err(|error| Failed::Broken(error.into()))?;
        let content = content.ok_or(Failed::Broken(AppError::NotFound))?;
        let name = order.file.clone();
        let book = tokio::task::spawn_blocking(move || read(&content, &name)).await;
        let book = book.map_err(|error| Failed::Broken(AppError::Panicked(error.to_string())))?;
        let book = Arc::new(book.map_err(Failed::Unreadable)?);
        keep(&mut lock(&self.books), (order.draft, book.clone()), BOOKS);
        Ok(book)
    }

    /// Forgets what was worked out for a draft that is gone.
    pub(super) fn forget(&self, draft: DraftId) {
        lock(&self.previews).retain(|(of, _)| of.draft != draft);
        lock(&self.books).retain(|(of, _)| *of != draft);
    }
}

fn compare(
    book: &Workbook,
    order: &Order,
    situation: &Situation,
    kept: &[(String, Option<String>)],
    key: Key,
    job: &Job<Worked>,
) -> Worked {
    let by_hand = order.choices.by_hand(kept);
    let mappings: Vec<Mapping> =
        book.sheets.iter().map(|sheet| Mapping::recognise(sheet, situation.catalogue(), &by_hand)).collect();
    let chosen = view::chosen(book, &mappings, &order.choices);
    let sources: Vec<Source<'_>> = book
        .sheets
        .iter()
        .zip(&mappings)
        .filter(|(sheet, _)| chosen.contains(&sheet.name))
        .map(|(sheet, mapping)| Source { sheet, mapping })
        .collect();
    let since = order.choices.since.unwrap_or(key.today).min(key.today);
    let occasion = Occasion { file: &order.file, today: key.today, since };
    let mut progress = |done: usize, of: usize| {
        job.of.store(of as u64, Ordering::Relaxed);
        job.done.store(done as u64, Ordering::Relaxed);
    };
    let plan = interpret(&sources, situation, &occasion, &order.choices.corrections(), &mut progress);
    let preview = view::preview(book, &mappings, &chosen, &plan, situation, &order.choices, key.today);
    Worked { preview: Arc::new(Preview { data_version: key.data_version, ..preview }), plan }
}
