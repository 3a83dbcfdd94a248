//! What the program wants to know of files before they are sealed: how many, how large.

use std::path::{Path, PathBuf};

/// Files below these paths; links are not followed.
pub(crate) fn count(paths: &[PathBuf]) -> u64 {
    paths.iter().map(|path| walk(path, 0, &|_| 1)).sum()
}

/// Bytes of the files below these paths.
pub(crate) fn bytes_in(paths: &[PathBuf]) -> u64 {
    paths.iter().map(|path| walk(path, 0, &|size| size)).sum()
}

fn walk(path: &Path, depth: usize, value: &dyn Fn(u64) -> u64) -> u64 {
    let Ok(metadata) = path.symlink_metadata() else {
        return 0;
    };
    if metadata.is_file() {
        return value(metadata.len());
    }
    // Deeper trees are refused when they are sealed.
    if !metadata.is_dir() || depth > 64 {
        return 0;
    }
    let Ok(entries) = std::fs::read_dir(path) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| walk(&entry.path(), depth + 1, value))
        .sum()
}
