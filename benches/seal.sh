#!/bin/sh
# Sealing and opening against other tools, in one interleaved run: medians, spreads, ratios, goals.
# Usage: benches/seal.sh [MiB (1024)] [rounds (7)]      PEERS=no skips the installation of the peers.
# See benches/README.md.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
mib=${1:-1024}
rounds=${2:-7}
tools=${TOOLS:-$here/target/peers}

if [ "${PEERS:-yes}" = yes ]; then
    missing=
    for pair in age:age 7z:7zip zip:zip unzip:unzip gpg:gnupg python3:python3; do
        command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
    done
    # shellcheck disable=SC2086
    [ -z "$missing" ] || apt-get install -y -qq $missing >/dev/null
    [ -x "$tools/bin/rage" ] || cargo install --quiet --locked --root "$tools" rage --version 0.12.1
fi
cargo build --quiet --release --locked --manifest-path "$here/Cargo.toml" -p custody-cli -p custody-benches

work=$(mktemp -d /dev/shm/custody-bench.XXXXXX)
trap 'rm -rf "$work"' EXIT INT TERM
PATH="$tools/bin:$PATH" \
    python3 "$here/benches/seal.py" "$here/target/release" "$work" "$mib" "$rounds"
PATH="$tools/bin:$PATH" python3 "$here/benches/cases.py" "$here/target/release" "$work" "$mib" "$rounds"
