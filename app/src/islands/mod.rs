//! What only the browser can do. Compiled for the server too, which renders the first state.

mod chart_reader;
mod live_capture;

pub use chart_reader::ChartReader;
pub use live_capture::LiveCapture;
