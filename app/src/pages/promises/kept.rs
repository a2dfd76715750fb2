//! How many days were kept, and by how much the others were missed.

use domain::Day;
use domain::coverage::Share;
use domain::promises::{Fate, Promise, Slip, Slips};
use leptos::prelude::*;

use crate::charts::{Caption, Layout, ShareBar, ShareBars, share_bars};
use crate::components::{AsTable, Downloads};
use crate::figures::Filter;
use crate::format;

const TITLE: &str = "Verzug gegenüber dem zuerst genannten Tag";

/// By how much days are missed: the name of a row, and the most days that it takes.
const BANDS: [(&str, i64); 4] = [
    ("gehalten", 0),
    ("bis 4 Wochen später", 28),
    ("bis 12 Wochen später", 84),
    ("mehr als 12 Wochen später", i64::MAX),
];

/// A row of the chart: how many are live by now and how many are not.
struct Band {
    name: &'static str,
    live: u64,
    open: u64,
}

#[component]
pub(super) fn Kept(promises: Vec<Promise>, filter: Filter, sheet: String) -> AnyView {
    let on = filter.viewpoint.on;
    let Some(slips) = Slips::of(&promises, on) else {
        let ahead = promises.len() as u64;
        let said = match ahead {
            0 => "Für diese Auswahl hat noch keine Behörde einen Starttermin genannt.".to_owned(),
            _ => format!(
                "Noch ist kein genannter Starttermin vorüber; {} noch bevor.",
                format::counted(ahead, "einer steht", "stehen")
            ),
        };
        return view! {
            <p class="lb-say">{said}</p>
            {(ahead > 0).then(|| view! { <Downloads sheet what="Starttermine" /> })}
        }
        .into_any();
    };
    let bands = bands(&promises, on);
    let sentence = sentence(&slips, &promises, on);
    let draw = |layout, id| drawn(&bands, slips.n, &sentence, layout, id);
    let charts = format!("{}{}", draw(Layout::Wide, "verzug"), draw(Layout::Narrow, "verzug-schmal"));
    let rows = bands
        .iter()
        .map(|band| {
            view! {
                <tr>
                    <th scope="row">{band.name}</th>
                    <td class="lb-num">{format::number(band.live)}</td>
                    <td class="lb-num">{format::number(band.open)}</td>
                    <td class="lb-num">{format::share(share(band.live + band.open, slips.n))}</td>
                </tr>
            }
        })
        .collect_view();
    let moved = promises.iter().filter(|promise| promise.moves > 0).count() as u64;
    let ahead = promises.iter().filter(|promise| promise.fate(on) == Fate::Ahead);
    let (ahead, already) =
        ahead.fold((0_u64, 0_u64), |(all, moved), promise| (all + 1, moved + u64::from(promise.moves > 0)));
    let ahead = (ahead > 0).then(|| {
        format!(
            "{} noch bevor; davon {} schon verschoben oder gestrichen. Insgesamt wurde bei {} ein anderer Tag genannt als zuerst.",
            format::counted(ahead, "Ein Termin steht", "Termine stehen"),
            if already == 1 { "ist einer".to_owned() } else { format!("sind {}", format::number(already)) },
            format::counted(moved, "einem Start", "Starts"),
        )
    });
    view! {
        <p class="lb-say">{sentence.clone()}</p>
        {ahead.map(|said| view! { <p class="lb-sub">{said}</p> })}
        <div class="lb-figure" inner_html=charts></div>
        <p class="lb-sub">"Gefüllt: inzwischen live. Umrandet: noch nicht live, der Verzug kann noch wachsen."</p>
        <AsTable>
            <table class="lb-table lb-table--small">
                <caption>{TITLE}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Verzug"</th>
                        <th scope="col" class="lb-num">"live"</th>
                        <th scope="col" class="lb-num">"noch nicht live"</th>
                        <th scope="col" class="lb-num">"Anteil"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </AsTable>
        <Downloads sheet what="Starttermine" />
    }
    .into_any()
}

fn bands(promises: &[Promise], on: Day) -> Vec<Band> {
    let mut bands = BANDS.map(|(name, _)| Band { name, live: 0, open: 0 });
    for promise in promises.iter().filter(|promise| promise.is_due(on)) {
        let slip = promise.slip(on);
        // What is not live was not kept, even where its day is today.
        let least = usize::from(slip.is_at_least);
        let place = (least..BANDS.len()).find(|place| slip.days <= BANDS[*place].1).unwrap_or(least);
        if slip.is_at_least {
            bands[place].open += 1;
        } else {
            bands[place].live += 1;
        }
    }
    bands.into()
}

fn share(part: u64, whole: usize) -> Share {
    Share { part, whole: whole as u64 }
}

fn sentence(slips: &Slips, promises: &[Promise], on: Day) -> String {
    let open = promises.iter().filter(|promise| promise.is_due(on) && promise.live_on.is_none()).count();
    let kept = share(slips.kept as u64, slips.n);
    let open = match open {
        0 => String::new(),
        1 => " Einer davon ist noch immer nicht live.".to_owned(),
        open => format!(" {} davon sind noch immer nicht live.", format::number(open as u64)),
    };
    format!(
        "Von {} genannten Startterminen, deren Tag vorüber ist, wurden {} gehalten ({}). Die Hälfte kam {}, vier von fünf {}.{open}",
        format::number(slips.n as u64),
        format::number(slips.kept as u64),
        format::share(kept),
        at_most(slips.median),
        at_most(slips.most),
    )
}

/// The rest of a sentence about what is not exceeded.
fn at_most(slip: Slip) -> String {
    let days = |days: i64| format::counted(days.unsigned_abs(), "einen Tag", "Tage");
    match (slip.days, slip.is_at_least) {
        (..0, _) => format!("mindestens {} früher", days(slip.days)),
        (0, false) => "pünktlich".to_owned(),
        (_, false) => format!("höchstens {} später", days(slip.days)),
        (_, true) => {
            format!("höchstens {} später, sobald alles live ist eher mehr", days(slip.days))
        }
    }
}

fn drawn(bands: &[Band], of: usize, sentence: &str, layout: Layout, id: &str) -> String {
    let values: Vec<String> = bands.iter().map(|band| format::number(band.live + band.open)).collect();
    let rows: Vec<ShareBar<'_>> = bands
        .iter()
        .zip(&values)
        .map(|(band, value)| ShareBar {
            label: band.name,
            confirmed: share(band.live, of).fraction(),
            possible: share(band.live + band.open, of).fraction(),
            value,
        })
        .collect();
    let caption = Caption { id, title: TITLE, description: sentence };
    share_bars(&ShareBars { caption, rows: &rows, expected: None }, layout)
}

#[cfg(test)]
mod tests {
    use domain::rollout::RolloutKey;

    use super::*;

    fn promise(first: Day, live_after: Option<i64>) -> Promise {
        Promise {
            rollout: RolloutKey {
                authority: "09273".parse().unwrap(),
                service: "waffenrecht".parse().unwrap(),
            },
            first,
            said_at: first.start(),
            latest: Some(first),
            moves: 0,
            live_on: live_after.map(|days| first.plus(days)),
            vendor: None,
            inhabitants: 0,
        }
    }

    #[test]
    fn every_promise_that_is_due_has_one_row_and_what_is_not_live_was_not_kept() {
        let today: Day = "2026-11-23".parse().unwrap();
        let promises = [
            promise(today.plus(-50), Some(-3)),
            promise(today.plus(-50), Some(28)),
            promise(today.plus(-300), Some(200)),
            promise(today, None),
            promise(today.plus(-60), None),
            promise(today.plus(1), None),
        ];
        let counted: Vec<_> = bands(&promises, today).iter().map(|band| (band.live, band.open)).collect();
        assert_eq!(counted, [(1, 0), (1, 1), (0, 1), (1, 0)]);
        let slips = Slips::of(&promises, today).unwrap();
        assert_eq!(
            sentence(&slips, &promises, today).replace('\u{a0}', " "),
            "Von 5 genannten Startterminen, deren Tag vorüber ist, wurden 1 gehalten (20,0 %). Die Hälfte kam höchstens 28 Tage später, sobald alles live ist eher mehr, vier von fünf höchstens 60 Tage später, sobald alles live ist eher mehr. 2 davon sind noch immer nicht live."
        );
    }
}
