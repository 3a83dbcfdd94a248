//! The `custody` program.
fn main() {}
