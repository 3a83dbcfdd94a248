//! INT, TERM and HUP: the terminal's echo comes back, and the program ends with 130.
//!
//! Every change on the disk survives an end at any point, as it survives a power cut. What can end cleaner takes
//! [`Gently`]: then the first signal only asks, [`asked`] tells, and the second one ends.

use crate::error::ExitCode;
use crate::platform;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
static GENTLE: AtomicUsize = AtomicUsize::new(0);

/// Listens from now on. Without a thread to listen on, a signal ends the program as the system does it.
pub(crate) fn listen() {
    let _ = ctrlc::set_handler(|| {
        let again = ASKED.swap(true, Ordering::SeqCst);
        if again || GENTLE.load(Ordering::SeqCst) == 0 {
            platform::restore_terminal();
            std::process::exit(i32::from(ExitCode::Interrupted.number()));
        }
    });
}

/// A signal has asked to end.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// While this lives, the first signal only asks.
pub(crate) struct Gently(());

impl Gently {
    pub(crate) fn begin() -> Self {
        GENTLE.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Gently {
    fn drop(&mut self) {
        GENTLE.fetch_sub(1, Ordering::SeqCst);
    }
}
