//! Threads that work on jobs in turn; the results come back in the order of the jobs.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{Builder, JoinHandle};

/// Jobs that each thread may have: one in work, one waiting.
const DEPTH: usize = 2;

/// Some threads, each with its own two channels: the n-th job goes to the n-th thread in turn, and
/// its result is taken from there in turn, so that order needs no keeping.
pub(crate) struct Ring<J, R> {
    lanes: Vec<Lane<J, R>>,
    put: usize,
    taken: usize,
}

struct Lane<J, R> {
    jobs: Option<SyncSender<J>>,
    results: Receiver<R>,
    thread: Option<JoinHandle<()>>,
}

impl<J: Send + 'static, R: Send + 'static> Ring<J, R> {
    /// Starts up to `threads`; `None` if not even one could be started.
    pub(crate) fn start(
        threads: usize,
        work: impl Fn(J) -> R + Send + Sync + 'static,
    ) -> Option<Self> {
        let work = Arc::new(work);
        let mut lanes = Vec::new();
        for _ in 0..threads {
            let (jobs, received) = sync_channel::<J>(DEPTH);
            let (done, results) = sync_channel::<R>(DEPTH);
            let work = Arc::clone(&work);
            let started = Builder::new().spawn(move || {
                for job in received {
                    if done.send(work(job)).is_err() {
                        break;
                    }
                }
            });
            let Ok(thread) = started else { break };
            lanes.push(Lane {
                jobs: Some(jobs),
                results,
                thread: Some(thread),
            });
        }
        (!lanes.is_empty()).then_some(Self {
            lanes,
            put: 0,
            taken: 0,
        })
    }

    /// Whether another job can be put without waiting.
    pub(crate) fn has_room(&self) -> bool {
        self.put - self.taken < self.lanes.len() * DEPTH
    }

    /// Gives the next job out.
    pub(crate) fn put(&mut self, job: J) {
        let turn = self.put % self.lanes.len();
        self.put += 1;
        if let Some(lane) = self.lanes.get_mut(turn) {
            let gone = lane
                .jobs
                .as_ref()
                .is_none_or(|jobs| jobs.send(job).is_err());
            if gone {
                lane.ended();
            }
        }
    }

    /// Waits for the next result; `None` when nothing is in work.
    pub(crate) fn take(&mut self) -> Option<R> {
        if self.put == self.taken {
            return None;
        }
        let turn = self.taken % self.lanes.len();
        let lane = self.lanes.get_mut(turn)?;
        let result = lane.results.recv();
        self.taken += 1;
        if result.is_err() {
            lane.ended();
        }
        result.ok()
    }

    /// The next result if it is there already.
    pub(crate) fn take_ready(&mut self) -> Option<R> {
        if self.put == self.taken {
            return None;
        }
        let turn = self.taken % self.lanes.len();
        let lane = self.lanes.get_mut(turn)?;
        match lane.results.try_recv() {
            Ok(result) => {
                self.taken += 1;
                Some(result)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                lane.ended();
                None
            }
        }
    }
}

impl<J, R> Lane<J, R> {
    /// A thread ends early only when it panicked, and that goes on here.
    fn ended(&mut self) {
        self.jobs = None;
        if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
            resume_unwind(panic);
        }
    }
}

impl<J, R> Drop for Ring<J, R> {
    fn drop(&mut self) {
        for mut lane in self.lanes.drain(..) {
            lane.jobs = None;
            // A thread that waits to hand over a result must be let go.
            while lane.results.recv().is_ok() {}
            if let Some(thread) = lane.thread.take() {
                let _ = thread.join();
            }
        }
    }
}
