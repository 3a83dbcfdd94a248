//! How a long operation reports where it is, and is told to stop.

use std::ops::ControlFlow;

/// Receives the progress of one operation and may end it.
///
/// Any `FnMut(u64) -> ControlFlow<()>` is one.
pub trait Progress {
    /// Called as work is done, at most once for each 64 KiB, on the thread that began it, with the
    /// number of plaintext bytes handled so far. The other threads do not wait for it. `Break` cancels: nothing is left under a final name, and the operation
    /// answers with its `Cancelled` error (exit code 130).
    fn at(&mut self, bytes: u64) -> ControlFlow<()>;
}

impl<F: FnMut(u64) -> ControlFlow<()>> Progress for F {
    fn at(&mut self, bytes: u64) -> ControlFlow<()> {
        self(bytes)
    }
}

/// Reports to nobody and never cancels.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn at(&mut self, _bytes: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
