//! The one place that knows which system it runs on.
//!
//! Unix has modes, owners, folder syncs and special files; elsewhere the functions here answer what
//! is true there. Everything else in `seal` and `keys` is the same on all systems.

#[cfg(not(unix))]
pub(crate) use elsewhere::*;
#[cfg(unix)]
pub(crate) use unix::*;

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::{DirBuilder, File, FileType, Metadata, OpenOptions};
    use std::io;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{DirBuilderExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt};
    use std::path::Path;

    use rustix::fs::OFlags;

    use crate::seal::FileKind;

    /// Makes a folder's entries durable.
    pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Reads at a place of a file; where the file stands for others does not matter.
    pub(crate) fn read_at(file: &File, buf: &mut [u8], at: u64) -> io::Result<usize> {
        file.read_at(buf, at)
    }

    /// Writes at a place of a file, as [`read_at`].
    pub(crate) fn write_at(file: &File, buf: &[u8], at: u64) -> io::Result<usize> {
        file.write_at(buf, at)
    }

    /// Takes the room that a file will need, so that a full medium is known before the first byte.
    pub(crate) fn reserve(file: &File, len: u64) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{FallocateFlags, fallocate, fstatfs};
            use rustix::io::Errno;

            // No file can be asked for no room. Taking room in memory clears every page, on one core: it would take half
            // as long as sealing into it.
            if len > 0 && fstatfs(file)?.f_type != TMPFS {
                match fallocate(file, FallocateFlags::empty(), 0, len) {
                    // Media that cannot: their length is set, which is all that can be done.
                    Err(Errno::NOSYS | Errno::OPNOTSUPP) => {}
                    done => return Ok(done?),
                }
            }
        }
        file.set_len(len)
    }

    /// Bytes that an ordinary user may still write where this file or folder lies.
    pub(crate) fn free(place: &File) -> io::Result<Option<u64>> {
        let medium = rustix::fs::fstatvfs(place)?;
        // A medium of no size has no limit of its own.
        let bounded = medium.f_blocks > 0;
        Ok(bounded.then(|| medium.f_bavail.saturating_mul(medium.f_frsize)))
    }

    /// What Linux calls a file system in memory (`statfs(2)`).
    #[cfg(target_os = "linux")]
    const TMPFS: rustix::fs::FsWord = 0x0102_1994;

    /// Lets the system drop what it remembers of a synced file: what is read next comes from the
    /// medium, as far as the system does as it is asked.
    pub(crate) fn forget_cached(file: &File) {
        #[cfg(target_os = "linux")]
        {
            // Only advice: to be refused changes nothing.
            let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
        }
        #[cfg(not(target_os = "linux"))]
        let _ = file;
    }

    /// Opens for reading without following a link and without waiting for a pipe's writer.
    pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        OpenOptions::new()
            .read(true)
            .custom_flags(flags.bits().cast_signed())
            .open(path)
    }

    /// Makes a folder that only its owner can enter; with `above`, those it lies in too.
    pub(crate) fn create_private_folder(path: &Path, above: bool) -> io::Result<()> {
        DirBuilder::new().recursive(above).mode(0o700).create(path)
    }

    /// A new file for its owner alone: 0600 from its first byte.
    pub(crate) fn owner_only(options: &mut std::fs::OpenOptions) {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }

    /// A new file in an extraction: 0600 from its first byte.
    pub(crate) fn private_mode(options: &mut cap_std::fs::OpenOptions) {
        use cap_std::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }

    /// A new folder in an extraction: 0700.
    pub(crate) fn private_folder_mode(builder: &mut cap_std::fs::DirBuilder) {
        use cap_std::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }

    /// Device and number, which stay when a file is renamed and change when it is replaced.
    pub(crate) fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
        Some((metadata.dev(), metadata.ino()))
    }

    /// The kind of what is neither file, folder nor link.
    pub(crate) fn special_kind(file_type: FileType) -> FileKind {
        if file_type.is_fifo() {
            FileKind::Fifo
        } else if file_type.is_socket() {
            FileKind::Socket
        } else if file_type.is_block_device() || file_type.is_char_device() {
            FileKind::Device
        } else {
            FileKind::Other
        }
    }

    /// The permission bits, if anybody but the owner may do anything.
    pub(crate) fn too_open(metadata: &Metadata) -> Option<u32> {
        let mode = metadata.mode() & 0o7777;
        (mode & 0o077 != 0).then_some(mode)
    }

    /// The permission bits, if anybody but the owner may change the folder's entries.
    pub(crate) fn writable_by_others(metadata: &Metadata) -> Option<u32> {
        let mode = metadata.mode() & 0o7777;
        // With the sticky bit only owners may rename or remove.
        (mode & 0o022 != 0 && mode & 0o1000 == 0).then_some(mode)
    }

    /// The owner's number, if that is neither this process's user nor root.
    pub(crate) fn foreign_owner(metadata: &Metadata) -> Option<u32> {
        let owner = metadata.uid();
        (owner != 0 && owner != rustix::process::geteuid().as_raw()).then_some(owner)
    }

    /// Whether a file of this name can be made here.
    pub(crate) fn can_be_named(_component: &str) -> bool {
        true
    }

    /// A name's bytes, any but `/` and NUL.
    pub(crate) fn name_bytes(name: &OsStr) -> Option<&[u8]> {
        Some(name.as_bytes())
    }

    /// The name that these bytes are.
    pub(crate) fn name_of_bytes(bytes: &[u8]) -> Option<&OsStr> {
        Some(OsStr::from_bytes(bytes))
    }

    /// Whether a file runs as its owner or group, whoever starts it.
    pub(crate) fn special_mode(metadata: &Metadata) -> bool {
        metadata.mode() & 0o6000 != 0
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::ffi::OsStr;
    use std::fs::{DirBuilder, File, FileType, Metadata};
    use std::io;
    use std::path::Path;

    use crate::seal::FileKind;

    /// Folders cannot be synced here; the file system journals its own entries.
    pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Reads at a place of a file. Moves where the file stands.
    pub(crate) fn read_at(file: &File, buf: &mut [u8], at: u64) -> io::Result<usize> {
        #[cfg(windows)]
        {
            use std::os::windows::fs::FileExt as _;
            // One call with the place in it: threads do not disturb each other.
            file.seek_read(buf, at)
        }
        #[cfg(not(windows))]
        {
            let _ = (file, buf, at);
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    /// Writes at a place of a file, as [`read_at`].
    pub(crate) fn write_at(file: &File, buf: &[u8], at: u64) -> io::Result<usize> {
        #[cfg(windows)]
        {
            use std::os::windows::fs::FileExt as _;
            file.seek_write(buf, at)
        }
        #[cfg(not(windows))]
        {
            let _ = (file, buf, at);
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    /// It is found out by writing.
    pub(crate) fn free(_place: &File) -> io::Result<Option<u64>> {
        Ok(None)
    }

    /// Setting the length takes the room too.
    pub(crate) fn reserve(file: &File, len: u64) -> io::Result<()> {
        file.set_len(len)
    }

    /// There is no such advice here.
    pub(crate) fn forget_cached(_file: &File) {}

    pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    /// Who may enter is inherited from the folder above.
    pub(crate) fn create_private_folder(path: &Path, above: bool) -> io::Result<()> {
        DirBuilder::new().recursive(above).create(path)
    }

    pub(crate) fn owner_only(_options: &mut std::fs::OpenOptions) {}

    pub(crate) fn private_mode(_options: &mut cap_std::fs::OpenOptions) {}

    pub(crate) fn private_folder_mode(_builder: &mut cap_std::fs::DirBuilder) {}

    pub(crate) fn identity(_metadata: &Metadata) -> Option<(u64, u64)> {
        None
    }

    pub(crate) fn special_kind(_file_type: FileType) -> FileKind {
        FileKind::Other
    }

    pub(crate) fn too_open(_metadata: &Metadata) -> Option<u32> {
        None
    }

    pub(crate) fn writable_by_others(_metadata: &Metadata) -> Option<u32> {
        None
    }

    pub(crate) fn foreign_owner(_metadata: &Metadata) -> Option<u32> {
        None
    }

    /// Whether a file of this name can be made here.
    pub(crate) fn can_be_named(component: &str) -> bool {
        crate::seal::portable::fits_windows(component)
    }

    /// Names are Unicode here.
    pub(crate) fn name_bytes(_name: &OsStr) -> Option<&[u8]> {
        None
    }

    /// No name is made of bytes here.
    pub(crate) fn name_of_bytes(_bytes: &[u8]) -> Option<&OsStr> {
        None
    }

    /// There are no such bits here.
    pub(crate) fn special_mode(_metadata: &Metadata) -> bool {
        false
    }
}
