//! Reads the values of a chart aloud, one after the other.

use leptos::prelude::*;

/// A slider under a chart that tells the value at each point; by mouse, touch and keyboard.
///
/// Without JavaScript it is not there: the table under the chart has the same values.
#[island]
pub fn ChartReader(
    /// What is so at each point, from left to right: one line for each. A list of texts would bring the code
    /// that reads lists into the browser.
    readings: String,
) -> impl IntoView {
    let last = readings.lines().count().saturating_sub(1);
    let (place, set_place) = signal(last);
    let (is_ready, set_ready) = signal(false);
    Effect::new(move |_| set_ready.set(true));
    let text = move || readings.lines().nth(place.get()).unwrap_or_default().to_owned();
    let shown = text.clone();
    view! {
        <div class="lb-reader" hidden=move || !is_ready.get()>
            <label>
                "Wert ablesen"
                <input
                    type="range"
                    min="0"
                    max=last.to_string()
                    value=last.to_string()
                    aria-valuetext=text
                    on:input=move |event| {
                        if let Ok(chosen) = event_target_value(&event).parse() {
                            set_place.set(chosen);
                        }
                    }
                />
            </label>
            <output>{shown}</output>
        </div>
    }
}
