//! Passwords: which are taken, how they are kept, how they are compared.

use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;

use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use domain::people::PasswordProblem;
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};
use unicode_normalization::UnicodeNormalization as _;
use zxcvbn::{Score, zxcvbn};

/// Fewest characters of a password.
pub const MIN: usize = 12;
/// Most characters of a password.
pub const MAX: usize = 200;
/// Parts of a name or an address shorter than this say nothing of a person: "de", "von".
const SHORTEST_PART: usize = 4;

/// What unknown accounts are compared with, so that their answer takes as long as that of known ones. Made with
/// the parameters of [`hash`] from a password that nobody knows; it opens nothing in any case.
const DUMMY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZHVtbXlkdW1teWR1bW15$HtFNpj5sCSeNYUTqxz8rGMgFzGRFKxoCRqpCOq1Qc9A";

/// More at once would only wait for each other, each with its 19 MiB.
static AT_ONCE: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(available_parallelism().map_or(1, usize::from))));

/// Why a password could not be hashed. Nothing that the person typed is the reason.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// The system gave no randomness, or no memory.
    #[error("Argon2 failed")]
    Argon2(#[source] argon2::password_hash::Error),
    /// The server is being stopped.
    #[error("the hash was not computed")]
    Stopped(#[source] JoinError),
}

/// Whether a new password is taken. `personal` is what is known of the person: name and e-mail address.
///
/// Length is what counts; no kind of character is asked for. What is left out is what is guessed first, by
/// anybody or by those who know the person (`zxcvbn`, 10¹⁰ guesses).
pub fn check(password: &str, personal: &[&str]) -> Result<(), PasswordProblem> {
    let password: String = password.nfc().collect();
    match password.chars().count() {
        length if length < MIN => return Err(PasswordProblem::TooShort { min: MIN }),
        length if length > MAX => return Err(PasswordProblem::TooLong { max: MAX }),
        _ => {}
    }
    let parts: Vec<&str> = personal
        .iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|part| part.chars().count() >= SHORTEST_PART)
        .chain(personal.iter().copied())
        .collect();
    let by_an_acquaintance = zxcvbn(&password, &parts);
    if by_an_acquaintance.score() >= Score::Four {
        return Ok(());
    }
    let by_a_stranger = zxcvbn(&password, &[]);
    Err(if by_an_acquaintance.guesses() < by_a_stranger.guesses() {
        PasswordProblem::Personal
    } else {
        PasswordProblem::Common
    })
}

/// What to keep of a password: Argon2id with 19 MiB, two passes, one lane (OWASP's parameters) and a salt of its
/// own.
pub async fn hash(password: String) -> Result<String, HashError> {
    let hashed = one_of_few(move || Argon2::default().hash_password(typed(&password).as_bytes())).await;
    hashed.map_err(HashError::Stopped)?.map(|hash| hash.to_string()).map_err(HashError::Argon2)
}

/// Whether it is the password of `hash`. Takes the same time without one, and then says no.
pub async fn verify(password: String, hash: Option<String>) -> bool {
    let compared = one_of_few(move || {
        let kept = hash.as_deref().unwrap_or(DUMMY);
        let is_right = Argon2::default().verify_password(typed(&password).as_bytes(), kept).is_ok();
        is_right && hash.is_some()
    });
    compared.await.unwrap_or(false)
}

/// Keyboards differ in how they send an ä: as one character or as a and two dots.
fn typed(password: &str) -> String {
    password.nfc().collect()
}

/// Computes beside the threads that answer requests. A request that is given up keeps its place until the
/// computation ends, so that hanging up does not make room for another.
async fn one_of_few<T: Send + 'static>(compute: impl FnOnce() -> T + Send + 'static) -> Result<T, JoinError> {
    // Is never closed; if it were, the limit would be gone and nothing else.
    let place = AT_ONCE.clone().acquire_owned().await.ok();
    spawn_blocking(move || {
        let computed = compute();
        drop(place);
        computed
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    const PERSONAL: [&str; 2] = ["Anna Beispiel", "a.beispiel@markt-meitingen.de"];

    #[test]
    fn long_enough_is_good_enough() {
        for password in [
            "lagebild-demo",
            "Kaffeetasse im Regen",
            "ab3xkq9zr2mw",
            "montag-dienstag",
            "blaue-giraffe-7",
            "Grüße vom Ölberg 漢",
        ] {
            assert_eq!(check(password, &PERSONAL), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for password in [
            "passwort1234",
            "password1234",
            "Passwort2026!",
            "qwertzuiopasdf",
            "qwertzuiopüasdf",
            "1q2w3e4r5t6z",
            "123456789012",
            "abcdefghijkl",
            "passwortpasswort",
            "aaaaaaaaaaaaaaaaaaaa",
            "administrator1",
        ] {
            assert_eq!(check(password, &PERSONAL), Err(PasswordProblem::Common), "{password}");
        }
    }

    #[test]
    fn what_acquaintances_guess_first_is_refused() {
        for password in ["AnnaBeispiel1", "Beispiel2026!", "meitingen123", "a.beispiel@markt-meitingen.de"] {
            assert_eq!(check(password, &PERSONAL), Err(PasswordProblem::Personal), "{password}");
        }
        assert_eq!(check("meitingen-laterne", &[]), Ok(()), "a place is nobody's secret, but no name either");
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("ä3ö9ü7ß2é5ñ", &[]), Err(PasswordProblem::TooShort { min: 12 }));
        assert_eq!(
            check("a\u{308}3o\u{308}9u\u{308}7ß2é5ñ", &[]),
            Err(PasswordProblem::TooShort { min: 12 })
        );
        let sentence = "Der Regen fällt auf 7 blaue Dächer. ".repeat(6);
        let of = |length: usize| sentence.chars().take(length).collect::<String>();
        assert_eq!(check(&of(200), &[]), Ok(()));
        assert_eq!(check(&of(201), &[]), Err(PasswordProblem::TooLong { max: 200 }));
    }

    #[tokio::test]
    async fn a_password_opens_its_own_hash_and_no_other() {
        let kept = hash("Kaffeetasse im Regen".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hash("Kaffeetasse im Regen".into()).await.unwrap(), "each has a salt of its own");
        assert!(verify("Kaffeetasse im Regen".into(), Some(kept.clone())).await);
        assert!(!verify("kaffeetasse im Regen".into(), Some(kept.clone())).await);
        assert!(!verify(String::new(), Some(kept)).await);
        assert!(!verify("Kaffeetasse im Regen".into(), Some("no hash".into())).await);
        let kept = hash("Ka\u{308}sekuchen mit Rosinen".into()).await.unwrap();
        assert!(verify("Käsekuchen mit Rosinen".into(), Some(kept)).await, "typed on another keyboard");
    }

    #[tokio::test]
    async fn an_unknown_account_takes_the_same_work_and_opens_nothing() {
        let (known, dummy) = (hash("Kaffeetasse im Regen".into()).await.unwrap(), DUMMY.to_owned());
        let shape = |hash: &str| {
            let parts: Vec<&str> = hash.split('$').collect();
            (parts[1].to_owned(), parts[2].to_owned(), parts[3].to_owned(), parts[5].len())
        };
        assert_eq!(shape(&known), shape(&dummy));
        let refused = Argon2::default().verify_password(b"x", dummy.as_str()).unwrap_err();
        assert_eq!(refused, argon2::password_hash::Error::PasswordInvalid, "it can be computed");
        // The quickest of three: the machine may be busy with something else.
        let took = async |hash: Option<String>| {
            let mut quickest = Duration::MAX;
            for _ in 0..3 {
                let begun = Instant::now();
                assert!(!verify("x".into(), hash.clone()).await);
                quickest = quickest.min(begun.elapsed());
            }
            quickest
        };
        let (of_known, of_unknown) = (took(Some(known)).await, took(None).await);
        assert!(of_unknown > of_known / 2, "{of_unknown:?} instead of {of_known:?}");
    }
}
