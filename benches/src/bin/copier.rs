//! Copies a file as sealing does, without the cipher: segments, positional reads and writes, all cores.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

const SEGMENT: usize = 512 * 1024;

#[cfg(unix)]
fn copy(from: &File, to: &File, len: u64) -> io::Result<()> {
    use std::os::unix::fs::FileExt as _;
    let next = AtomicU64::new(0);
    let work = || -> io::Result<()> {
        let mut buffer = vec![0; SEGMENT];
        loop {
            let at = next.fetch_add(SEGMENT as u64, Ordering::Relaxed);
            if at >= len {
                return Ok(());
            }
            let most = (len - at).min(SEGMENT as u64) as usize;
            let segment = buffer.get_mut(..most).unwrap_or_default();
            from.read_exact_at(segment, at)?;
            to.write_all_at(segment, at)?;
        }
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let own = work();
        others.into_iter().fold(own, |sum, other| {
            sum.and(
                other
                    .join()
                    .unwrap_or_else(|_| Err(io::ErrorKind::Other.into())),
            )
        })
    })
}

#[cfg(not(unix))]
fn copy(_: &File, _: &File, _: u64) -> io::Result<()> {
    let _ = (AtomicU64::new(0), Ordering::Relaxed, SEGMENT);
    Err(io::ErrorKind::Unsupported.into())
}

fn main() -> io::Result<()> {
    let mut names = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (names.next(), names.next()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let from = File::open(from)?;
    let to = File::create(to)?;
    copy(&from, &to, from.metadata()?.len())?;
    to.sync_all()
}
