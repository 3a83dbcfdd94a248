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
        // What cargo told this test of its own package: a build script that looks at it would run again, and all that
        // depends on it be built again, each time.
        for (name, _) in std::env::vars_os() {
            let of_this_package = ["CARGO_PKG_", "CARGO_MANIFEST_"];
            let name = name.to_string_lossy();
            if of_this_package.iter().any(|start| name.starts_with(start)) {
                build.env_remove(&*name);
            }
        }
        assert!(
            build.status().unwrap().success(),
            "the program does not build"
        );
    });
    program
}
