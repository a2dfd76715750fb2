//! Reads the values of a chart aloud, one after the other.

use leptos::prelude::*;

/// One point of a chart in words.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    /// Where on the axis.
    pub label: String,
    /// What is so there.
    pub text: String,
}

/// A slider under a chart that tells the value at each point; by mouse, touch and keyboard.
///
/// Without JavaScript it is not there: the table under the chart has the same values.
#[island]
pub fn ChartReader(
    /// The points from left to right.
    readings: Vec<Reading>,
) -> impl IntoView {
    let last = readings.len().saturating_sub(1);
    let (place, set_place) = signal(last);
    let (is_ready, set_ready) = signal(false);
    Effect::new(move |_| set_ready.set(true));
    let text =
        move || readings.get(place.get()).map(|reading| format!("{}: {}", reading.label, reading.text));
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
