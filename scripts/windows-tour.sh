#!/usr/bin/env bash
# Builds the program for Windows and shows, under Wine, that it works there.
# A build without optimisation of our own crates is enough to show it: PROFILE=release takes the real one.
set -euo pipefail
cd "$(dirname "$0")/.."
export PROFILE=${PROFILE:-dev}
scripts/windows.sh --wine custody-cli custody
