//! How often somebody may try, so that nobody can guess passwords and nobody can lock others out.
//!
//! A device that an account has been used from has a measure of its own: whatever strangers try on that account
//! or from the same address, its owner gets in. Everybody else is measured by address and by account.
//!
//! What is remembered is in memory alone and forgotten once it no longer refuses anything: after 100 seconds at
//! most.

use std::collections::HashSet;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest as _, Sha256};

/// A device of the account: ten at once, then one in 6 seconds.
const PER_DEVICE: Quota = quota(10, 10);
/// An address: twenty at once, since whole town halls share one, then one in 2 seconds.
const PER_ADDRESS: Quota = quota(30, 20);
/// An account tried by strangers: ten at once, then one in 10 seconds. That is three million guesses a year, where
/// the weakest password that is taken stands ten thousand million (see [`crate::password::check`]).
const PER_ACCOUNT: Quota = quota(6, 10);
/// Something costly that needs no account, from one address: ten at once, then one in 20 seconds.
const COSTLY: Quota = quota(3, 10);

/// So many keys are not worth looking through.
const FEW: usize = 1_024;
/// More different addresses than this are not told apart in [`Refused`].
const MOST_ADDRESSES: usize = 10_000;

/// Trying again earlier than this is refused again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts, the next one in {seconds} s")]
pub struct Wait {
    /// Whole seconds, at least one: what `Retry-After` says.
    pub seconds: u64,
}

/// What was refused in some time. Names no account and no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How many attempts.
    pub attempts: u64,
    /// From how many addresses (IPv6: networks of 64 bits), up to 10,000.
    pub addresses: usize,
}

/// Measures attempts to sign in.
#[derive(Debug)]
pub struct SignIns<C: Clock = DefaultClock> {
    devices: Limiter<Digest, C>,
    addresses: Limiter<Client, C>,
    accounts: Limiter<Digest, C>,
    refused: Mutex<Tally>,
}

/// Measures other costly things that need no account: asking for a reset link, opening links.
#[derive(Debug)]
pub struct Costly<C: Clock = DefaultClock>(Limiter<Client, C>);

/// Attempts per key, by the generic cell rate algorithm.
#[derive(Debug)]
struct Limiter<K: Hash + Eq + Clone, C: Clock> {
    keys: RateLimiter<K, HashMapStateStore<K>, C, NoOpMiddleware<C::Instant>>,
    /// At how many keys those are dropped that refuse nothing any more.
    sweep_at: AtomicUsize,
}

#[derive(Debug, Default)]
struct Tally {
    attempts: u64,
    addresses: HashSet<Client>,
}

/// Of fixed size, whatever somebody sends; and no e-mail address stays in memory.
type Digest = [u8; 32];

/// Who is at the other end. Requests without an address count as one client.
type Client = Option<IpAddr>;

impl Default for SignIns {
    fn default() -> Self {
        Self::with_clock(&DefaultClock::default())
    }
}

impl<C: Clock + Clone> SignIns<C> {
    /// Measures by this clock.
    pub fn with_clock(clock: &C) -> Self {
        Self {
            devices: Limiter::new(PER_DEVICE, clock),
            addresses: Limiter::new(PER_ADDRESS, clock),
            accounts: Limiter::new(PER_ACCOUNT, clock),
            refused: Mutex::default(),
        }
    }

    /// Whether a password may be tried now. To be asked before anything is computed, for accounts that exist and
    /// for others alike.
    ///
    /// `account` is the e-mail address as it was typed, `device` the key of a device that this account has been
    /// used from.
    pub fn admit(&self, address: Option<IpAddr>, account: &str, device: Option<&str>) -> Result<(), Wait> {
        let client = client(address);
        let admitted = match device {
            Some(device) => self.devices.admit(&digest(device)),
            // An address that is refused uses up nothing of the account.
            None => self
                .addresses
                .admit(&client)
                .and_then(|()| self.accounts.admit(&digest(&account.trim().to_lowercase()))),
        };
        admitted.inspect_err(|_| {
            let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
            refused.attempts += 1;
            if refused.addresses.len() < MOST_ADDRESSES {
                refused.addresses.insert(client);
            }
        })
    }

    /// What was refused since this was last asked.
    pub fn take_refused(&self) -> Option<Refused> {
        let taken = std::mem::take(&mut *self.refused.lock().unwrap_or_else(PoisonError::into_inner));
        (taken.attempts > 0).then_some(Refused { attempts: taken.attempts, addresses: taken.addresses.len() })
    }
}

impl Default for Costly {
    fn default() -> Self {
        Self::with_clock(&DefaultClock::default())
    }
}

impl<C: Clock + Clone> Costly<C> {
    /// Measures by this clock.
    pub fn with_clock(clock: &C) -> Self {
        Self(Limiter::new(COSTLY, clock))
    }

    /// Whether this address may ask now.
    pub fn admit(&self, address: Option<IpAddr>) -> Result<(), Wait> {
        self.0.admit(&client(address))
    }
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Limiter<K, C> {
    fn new(quota: Quota, clock: &C) -> Self {
        let keys = RateLimiter::hashmap_with_clock(quota, clock.clone());
        Self { keys, sweep_at: AtomicUsize::new(FEW) }
    }

    fn admit(&self, key: &K) -> Result<(), Wait> {
        let admitted = self.keys.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.keys.clock().now());
            Wait { seconds: (wait + Duration::from_nanos(999_999_999)).as_secs().max(1) }
        });
        self.forget();
        admitted
    }

    /// Drops the keys that would be admitted as if they were new, each time their number has doubled: what is
    /// kept stays in proportion to what refuses somebody.
    fn forget(&self) {
        if self.keys.len() >= self.sweep_at.load(Ordering::Relaxed) {
            self.keys.retain_recent();
            self.sweep_at.store((2 * self.keys.len()).max(FEW), Ordering::Relaxed);
        }
    }
}

const fn quota(per_minute: u32, at_once: u32) -> Quota {
    match (NonZeroU32::new(per_minute), NonZeroU32::new(at_once)) {
        (Some(per_minute), Some(at_once)) => Quota::per_minute(per_minute).allow_burst(at_once),
        _ => panic!("a quota of nothing"),
    }
}

fn digest(text: &str) -> Digest {
    Sha256::digest(text).into()
}

/// Whoever has an IPv6 address has the 2⁶⁴ addresses of its network.
fn client(address: Option<IpAddr>) -> Client {
    address.map(|address| match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address @ IpAddr::V4(_) => address,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    const TRUE_OWNER: &str = "lead@demo.example";

    fn address(text: &str) -> Client {
        text.parse().ok()
    }

    /// How many of these are admitted.
    fn admitted(attempts: impl IntoIterator<Item = Result<(), Wait>>) -> usize {
        attempts.into_iter().flatten().count()
    }

    #[test]
    fn an_address_may_try_twenty_accounts_and_then_one_every_two_seconds() {
        let clock = FakeRelativeClock::default();
        let sign_ins = SignIns::with_clock(&clock);
        let here = address("192.0.2.1");
        let try_next = |number: usize| sign_ins.admit(here, &format!("{number}@demo.example"), None);
        assert_eq!(admitted((0..100).map(try_next)), 20);
        assert_eq!(try_next(200), Err(Wait { seconds: 2 }));
        clock.advance(Duration::from_millis(1_500));
        assert_eq!(try_next(200), Err(Wait { seconds: 1 }), "half a second is said as one");
        clock.advance(Duration::from_millis(500));
        assert_eq!(admitted((300..400).map(try_next)), 1);
        assert_eq!(sign_ins.admit(address("192.0.2.2"), "1@demo.example", None), Ok(()), "another address");
    }

    #[test]
    fn an_account_is_tried_ten_times_from_wherever() {
        let clock = FakeRelativeClock::default();
        let sign_ins = SignIns::with_clock(&clock);
        let try_from = |number: u8| sign_ins.admit(address(&format!("192.0.2.{number}")), TRUE_OWNER, None);
        assert_eq!(admitted((0..100).map(try_from)), 10);
        assert_eq!(try_from(200), Err(Wait { seconds: 10 }));
        assert_eq!(
            sign_ins.admit(address("192.0.2.201"), " LEAD@demo.example ", None),
            Err(Wait { seconds: 10 }),
            "the same account, however it is typed"
        );
        clock.advance(Duration::from_secs(10));
        assert_eq!(admitted((100..200).map(try_from)), 1);
    }

    #[test]
    fn ten_thousand_attempts_leave_the_owner_able_to_sign_in() {
        let clock = FakeRelativeClock::default();
        let sign_ins = SignIns::with_clock(&clock);
        let mut let_through = 0;
        for number in 0..10_000_u32 {
            let stranger = IpAddr::from((0xC000_0000 + number % 500).to_be_bytes());
            let_through += admitted([sign_ins.admit(Some(stranger), TRUE_OWNER, None)]);
            clock.advance(Duration::from_millis(10));
        }
        assert_eq!(let_through, 10 + 9, "ten at once and one in each ten of a hundred seconds");
        let stranger = IpAddr::from(0xC000_0000_u32.to_be_bytes());
        assert_eq!(admitted((0..100).map(|_| sign_ins.admit(Some(stranger), TRUE_OWNER, Some("desk")))), 10);
        assert_eq!(sign_ins.admit(Some(stranger), TRUE_OWNER, Some("desk")), Err(Wait { seconds: 6 }));
        assert_eq!(
            sign_ins.admit(Some(stranger), TRUE_OWNER, Some("phone")),
            Ok(()),
            "each device by itself"
        );
        let refused = Refused { attempts: 10_000 - 19 + 91, addresses: 500 };
        assert_eq!(sign_ins.take_refused(), Some(refused));
        assert_eq!(sign_ins.take_refused(), None, "what was taken is not told again");
    }

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        let sign_ins = SignIns::with_clock(&FakeRelativeClock::default());
        let try_from = |network: &str, number: usize| {
            sign_ins.admit(address(&format!("{network}{number:x}")), &format!("{number}@demo.example"), None)
        };
        assert_eq!(admitted((0..100).map(|number| try_from("2001:db8:0:1::", number))), 20);
        assert_eq!(try_from("2001:db8:0:2::", 1), Ok(()));
        assert_eq!(client(address("::ffff:192.0.2.1")), address("192.0.2.1"), "IPv4 on a socket for both");
    }

    #[test]
    fn what_refuses_nobody_is_forgotten() {
        let clock = FakeRelativeClock::default();
        let sign_ins = SignIns::with_clock(&clock);
        for number in 0..100_000_u32 {
            let stranger = IpAddr::from(number.to_be_bytes());
            sign_ins.admit(Some(stranger), &number.to_string(), None).unwrap();
            clock.advance(Duration::from_millis(100));
        }
        assert!(sign_ins.addresses.keys.len() <= FEW, "{}", sign_ins.addresses.keys.len());
        assert!(sign_ins.accounts.keys.len() <= FEW, "{}", sign_ins.accounts.keys.len());
    }

    #[test]
    fn costly_things_are_measured_by_address() {
        let clock = FakeRelativeClock::default();
        let costly = Costly::with_clock(&clock);
        assert_eq!(admitted((0..100).map(|_| costly.admit(address("192.0.2.1")))), 10);
        assert_eq!(costly.admit(address("192.0.2.1")), Err(Wait { seconds: 20 }));
        assert_eq!(costly.admit(address("192.0.2.2")), Ok(()));
        assert_eq!(admitted((0..100).map(|_| costly.admit(None))), 10, "without an address: one client");
    }
}
