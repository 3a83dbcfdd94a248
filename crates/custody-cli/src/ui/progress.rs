//! Progress of what takes longer than half a second, on a terminal only.

use super::{Ui, Volume};
use crate::interrupt::{self, Gently};
use crate::wording::{Phrase, say};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// What is shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar of bytes done, gone when this is dropped. While it lives the first signal cancels the work instead of cutting it
/// short, so that it cleans up after itself.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    may_show: bool,
    _gently: Gently,
}

impl Ui {
    /// Begins to count towards `total` bytes, or towards an unknown end.
    pub(crate) fn progress(&self, doing: &Phrase, total: Option<u64>) -> Progress {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        let template = match total {
            Some(_) => {
                let left = self.text(&say!("time-left"));
                format!(
                    "{{msg}} {{bar:30}} {{bytes}}/{{total_bytes}} {{bytes_per_sec}} {left} {{eta_precise}}"
                )
            }
            None => "{msg} {spinner} {bytes} {bytes_per_sec}".to_owned(),
        };
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar.set_message(self.text(doing));
        Progress {
            bar,
            begun: Instant::now(),
            may_show: self.volume != Volume::Quiet && !self.json && io::stderr().is_terminal(),
            _gently: Gently::begin(),
        }
    }
}

impl custody_core::seal::Progress for Progress {
    /// Shows it, and cancels when a signal has asked to end.
    fn at(&mut self, done: u64) -> ControlFlow<()> {
        if self.may_show && self.begun.elapsed() >= PATIENCE {
            self.may_show = false;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done);
        if interrupt::asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
