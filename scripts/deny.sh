#!/usr/bin/env bash
# Holds every dependency against deny.toml: licences, bans, sources and known advisories, offline.
#
#   scripts/deny.sh              all of it; an advisory snapshot older than 30 days is a failure
#   scripts/deny.sh --stale-ok   the same, but an old snapshot only costs a warning
#
# The advisories come from a dated snapshot of the RustSec database, advisory-db-YYYY-MM-DD.tar.xz: the
# newest in ../shared/advisories, or in the folder that CUSTODY_ADVISORIES names. Where there is none,
# the script says that advisories were not checked, and checks the rest.
# cargo-deny is built from its registry where it is missing (about two minutes on two cores).
set -euo pipefail
cd "$(dirname "$0")/.."

deny_version=0.20.2
max_age_days=30                          # as in deny.toml, maximum-db-staleness
unpacked=target/advisories               # as in deny.toml, db-path
repository=$unpacked/advisory-db-3157b0e258782691 # the name that cargo-deny derives from the database's address

say() { printf 'deny: %s\n' "$*" >&2; }

stale_ok=0
case "${1:-}" in
  "") ;;
  --stale-ok) stale_ok=1 ;;
  -h | --help) sed -n '2,/^set -/{/^set -/!s/^# \{0,1\}//p}' "$0"; exit 0 ;;
  *) say "unknown argument $1 (see --help)"; exit 2 ;;
esac

if ! command -v cargo-deny >/dev/null; then
  say "building cargo-deny $deny_version"
  cargo install --quiet --locked --debug --version "$deny_version" cargo-deny
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
fi

checks=(bans licenses sources)
folder=${CUSTODY_ADVISORIES:-../shared/advisories}
snapshot=
[ ! -d "$folder" ] || snapshot=$(find "$folder" -maxdepth 1 -name 'advisory-db-*.tar.xz' | sort | tail -n 1)
if [ -z "$snapshot" ]; then
  say "NO ADVISORY SNAPSHOT FOUND: ADVISORIES WERE NOT CHECKED. Name a folder that holds one in CUSTODY_ADVISORIES."
else
  checks+=(advisories)
  name=$(basename "$snapshot" .tar.xz)
  taken=$(date -d "${name#advisory-db-}" +%s)
  age=$((($(date +%s) - taken) / 86400))
  say "advisories as of ${name#advisory-db-}, $age days old"

  if [ "$(cat "$repository.snapshot" 2>/dev/null)" != "$name" ]; then
    rm -rf "$unpacked"
    mkdir -p "$repository"
    tar -xJf "$snapshot" -C "$repository"
    # cargo-deny reads the database out of a repository's last commit.
    git -C "$repository" init --quiet
    git -C "$repository" add --all
    git -C "$repository" -c user.name=snapshot -c user.email=snapshot@invalid -c commit.gpgsign=false \
      commit --quiet --no-verify --message "$name"
    printf '%s\n' "$name" >"$repository.snapshot"
  fi
  # It takes the time of this file for the age of the database.
  touch -d "@$taken" "$repository/.git/FETCH_HEAD"
  if [ "$age" -gt "$max_age_days" ] && [ "$stale_ok" = 1 ]; then
    say "WARNING: older than $max_age_days days. What was published since is not known."
    touch "$repository/.git/FETCH_HEAD"
  fi
fi

# The index of the registry as cargo last saw it is all that tells which versions were yanked.
# Crates of other systems count too; the check itself stays offline.
cargo fetch --quiet --locked
cargo deny --offline --locked check "${checks[@]}"
