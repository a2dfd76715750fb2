//! What only the browser can do. Compiled for the server too, which renders the first state.

mod chart_reader;

pub use chart_reader::ChartReader;
