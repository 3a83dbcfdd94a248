//! The program, as the workspace built it.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// Where the program is; builds it the first time.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let program = test
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join(format!("custody{}", std::env::consts::EXE_SUFFIX));
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--locked", "-p", "custody-cli"]);
        assert!(
            build.status().unwrap().success(),
            "the program does not build"
        );
    });
    program
}
