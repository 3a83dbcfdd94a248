//! Work on numbered segments, shared out to threads; results taken in order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::seal::{Progress, SealError};

/// A segment is not begun before the one this far back has ended: results that wait for an earlier
/// one take memory.
const AHEAD: u64 = 64;

/// How the segments of one file are worked through.
pub(crate) struct Spread {
    /// The first segment.
    pub(crate) first: u64,
    /// The one after the last.
    pub(crate) end: u64,
    /// Threads, the calling one included.
    pub(crate) threads: usize,
}

impl Spread {
    /// Calls `work` once for each segment, from all threads, each with a state of its own that `begin`
    /// makes; what it returns goes to `take` in the order of the segments. `work` says also how many bytes it did, and
    /// their sum goes to `progress`, on the calling thread only.
    ///
    /// # Errors
    /// That of the first segment that failed, in the order of the segments; no later one is begun
    /// after it, and every earlier one has ended.
    pub(crate) fn run<S, T: Send, E: From<SealError> + Send>(
        &self,
        begin: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, u64) -> Result<(u64, T), E> + Sync,
        take: impl FnMut(T) + Send,
        progress: &mut dyn Progress,
    ) -> Result<(), E> {
        let board = Board {
            state: Mutex::new(State {
                next: self.first,
                end: self.end,
                ended: self.first,
                waiting: BTreeMap::new(),
                bytes: 0,
                failed: None,
                take,
            }),
            changed: Condvar::new(),
        };
        let threads = usize::try_from(self.end - self.first)
            .map_or(self.threads, |most| self.threads.min(most));
        std::thread::scope(|scope| {
            // If a panic unwinds through here the others must not wait for this thread.
            let _stop = StopOnPanic(&board);
            for _ in 1..threads {
                let help = || board.labour(&begin, &work, &mut |_| ControlFlow::Continue(()));
                // Fewer threads do the same work.
                if std::thread::Builder::new()
                    .spawn_scoped(scope, help)
                    .is_err()
                {
                    break;
                }
            }
            board.labour(&begin, &work, &mut |bytes| progress.at(bytes));
        });
        let state = board
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        match state.failed {
            Some((_, error)) => Err(error),
            None if progress.at(state.bytes).is_break() => Err(SealError::Cancelled.into()),
            None => Ok(()),
        }
    }
}

struct Board<T, F, E> {
    state: Mutex<State<T, F, E>>,
    changed: Condvar,
}

struct State<T, F, E> {
    /// The next segment to be begun.
    next: u64,
    /// No segment from here on is begun.
    end: u64,
    /// All segments before this one have ended and were taken.
    ended: u64,
    /// Results of later ones.
    waiting: BTreeMap<u64, T>,
    bytes: u64,
    /// The first segment that failed, and how.
    failed: Option<(u64, E)>,
    take: F,
}

impl<T, F: FnMut(T), E> State<T, F, E> {
    fn done(&mut self, segment: u64, bytes: u64, result: T) {
        self.bytes += bytes;
        self.waiting.insert(segment, result);
        while let Some(result) = self.waiting.remove(&self.ended) {
            (self.take)(result);
            self.ended += 1;
        }
    }

    fn fail(&mut self, segment: u64, error: E) {
        self.end = self.end.min(segment);
        if self
            .failed
            .as_ref()
            .is_none_or(|(first, _)| segment < *first)
        {
            self.failed = Some((segment, error));
        }
    }
}

impl<T, F: FnMut(T), E: From<SealError>> Board<T, F, E> {
    fn lock(&self) -> MutexGuard<'_, State<T, F, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next segment, or `None` when there is none for this thread any more.
    fn next(&self) -> Option<u64> {
        let mut state = self.lock();
        loop {
            if state.next >= state.end {
                return None;
            }
            if state.next < state.ended + AHEAD {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn labour<S>(
        &self,
        begin: &impl Fn() -> S,
        work: &impl Fn(&mut S, u64) -> Result<(u64, T), E>,
        report: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) {
        let _stop = StopOnPanic(self);
        let mut own = begin();
        while let Some(segment) = self.next() {
            let done = work(&mut own, segment);
            let mut state = self.lock();
            match done {
                Ok((bytes, result)) => state.done(segment, bytes, result),
                Err(error) => state.fail(segment, error),
            }
            let bytes = state.bytes;
            drop(state);
            self.changed.notify_all();
            if report(bytes).is_break() {
                // Before every segment: whatever else went wrong, the caller asked for this.
                self.lock().fail(0, SealError::Cancelled.into());
                self.changed.notify_all();
            }
        }
    }
}

/// Ends the work when a thread panics: the scope would wait for the others for ever.
struct StopOnPanic<'a, T, F, E>(&'a Board<T, F, E>);

impl<T, F, E> Drop for StopOnPanic<'_, T, F, E> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0
                .state
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .end = 0;
            self.0.changed.notify_all();
        }
    }
}
