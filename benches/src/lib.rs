//! How a measurement is summed up, for every benchmark of this crate.

use std::time::Duration;

/// The median and the 95th percentile of at least one duration.
#[must_use]
pub fn median_and_p95(mut durations: Vec<Duration>) -> (Duration, Duration) {
    durations.sort_unstable();
    let last = durations.len().saturating_sub(1);
    let at = |percent: usize| {
        durations
            .get(last * percent / 100)
            .copied()
            .unwrap_or_default()
    };
    (at(50), at(95))
}
