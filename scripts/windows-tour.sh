#!/usr/bin/env bash
# Builds the program for Windows and shows, under Wine, that it works there: it starts, and the short tour
# (lending, carrying out and back, the forms, the check without keys) runs to its end.
# A build without optimisation of our own crates is enough to show it: PROFILE=release takes the real one.
set -euo pipefail
cd "$(dirname "$0")/.."
export PROFILE=${PROFILE:-dev}
scripts/windows.sh --wine custody-cli custody
export WINEDEBUG=-all WINEPREFIX="$PWD/target/windows-wine" LC_ALL=C.UTF-8
rm -rf target/windows-tour
wine target/windows/custody.exe tour --short -o target/windows-tour </dev/null
wine target/windows/custody.exe verify target/windows-tour/vault </dev/null
