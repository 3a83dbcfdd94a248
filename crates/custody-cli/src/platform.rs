//! What differs between systems, and the only file of the program that may know on which one it runs: descriptors by
//! number, the terminal's echo, colours, what a medium is.
//!
//! Everywhere else these functions mean the same: [`standard_input`] and [`descriptor`] give a stream that nothing reads
//! ahead of, [`secret_line`] a line typed without being shown, [`restore_terminal`] undoes what that changed.

#[cfg(target_os = "linux")]
mod media;

pub(crate) use here::{KNOWS_COLOURS, descriptor, restore_terminal, secret_line, standard_input};
#[cfg(target_os = "linux")]
pub(crate) use media::is_carried;

/// Whether a file of this name would lie on a medium that is carried about. Where the system does not tell, it is taken
/// for one.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_carried(_: &std::path::Path) -> bool {
    true
}

#[cfg(unix)]
mod here {
    use custody_core::keys::{LineError, read_line_unbuffered};
    use rustix::termios::{
        LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
    };
    use std::fs::File;
    use std::io;
    use std::os::fd::AsFd as _;
    use std::sync::{Mutex, MutexGuard, PoisonError};
    use zeroize::Zeroizing;

    /// Terminals understand ANSI colours.
    pub(crate) const KNOWS_COLOURS: bool = true;

    /// How the terminal was before its echo was turned off; here so that the signal handler finds it.
    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    fn before() -> MutexGuard<'static, Option<Termios>> {
        BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Standard input without std's buffer: what is read of it can be wiped.
    pub(crate) fn standard_input() -> io::Result<File> {
        Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
    }

    /// An open descriptor by its number.
    pub(crate) fn descriptor(number: u32) -> io::Result<File> {
        if number == 0 {
            return standard_input();
        }
        File::open(format!("/dev/fd/{number}"))
    }

    /// Reads a line from the terminal with its echo off.
    pub(crate) fn secret_line() -> Result<Zeroizing<Vec<u8>>, LineError> {
        let mut input = standard_input().map_err(LineError::Io)?;
        let usual = tcgetattr(&input).map_err(|error| LineError::Io(error.into()))?;
        let mut silent = usual.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        // The newline shows; INT still comes through; a stop would leave the shell without echo.
        silent.local_modes.insert(LocalModes::ECHONL);
        silent.special_codes[SpecialCodeIndex::VSUSP] = 0;
        *before() = Some(usual);
        let _echo = EchoBack;
        tcsetattr(&input, OptionalActions::Now, &silent)
            .map_err(|error| LineError::Io(error.into()))?;
        read_line_unbuffered(&mut input)
    }

    struct EchoBack;

    impl Drop for EchoBack {
        fn drop(&mut self) {
            restore_terminal();
        }
    }

    /// Puts the terminal back as it was, if it was changed.
    pub(crate) fn restore_terminal() {
        if let Some(usual) = before().take() {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &usual);
        }
    }
}

#[cfg(windows)]
mod here {
    use custody_core::keys::LineError;
    use std::fs::File;
    use std::io;
    use std::os::windows::io::AsHandle as _;
    use zeroize::Zeroizing;

    /// Old consoles print ANSI colours as they are.
    pub(crate) const KNOWS_COLOURS: bool = false;

    /// Standard input without std's buffer: what is read of it can be wiped.
    pub(crate) fn standard_input() -> io::Result<File> {
        Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
    }

    /// An open descriptor by its number: only 0, for handles have none here.
    pub(crate) fn descriptor(number: u32) -> io::Result<File> {
        if number == 0 {
            return standard_input();
        }
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Reads a line from the console with its echo off.
    pub(crate) fn secret_line() -> Result<Zeroizing<Vec<u8>>, LineError> {
        match rpassword::read_password() {
            Ok(line) => Ok(Zeroizing::new(line.into_bytes())),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(LineError::Ended),
            Err(error) => Err(LineError::Io(error)),
        }
    }

    /// The console restores itself.
    pub(crate) fn restore_terminal() {}
}
