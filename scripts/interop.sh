#!/usr/bin/env bash
# Files between this program and every other age tool, both ways. Installs Debian's age, rage and the npm package
# age-encryption where they are missing; then runs tests/tests/other_tools.
# Usage: scripts/interop.sh [--small]      --small leaves out the file of five gibibytes.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${TOOLS:-$PWD/target/peers}
rage=0.12.1 typage=0.3.1

missing=()
for pair in age:age node:nodejs npm:npm python3:python3; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
[ -x "$tools/bin/rage" ] || cargo install --quiet --locked --root "$tools" rage --version "$rage"
[ -d "$tools/npm/node_modules/age-encryption" ] ||
  npm install --silent --no-save --no-audit --no-fund --prefix "$tools/npm" "age-encryption@$typage"

export PATH="$tools/bin:$PATH" CUSTODY_NODE_MODULES="$tools/npm/node_modules"
printf 'age %s, %s, age-encryption %s, node %s\n' "$(age --version)" "$(rage --version)" "$typage" "$(node --version)"
skip=()
[ "${1:-}" != --small ] || skip=(--skip five_gibibytes)
cargo test --locked -p custody-tests --test other_tools -- --ignored --nocapture --test-threads=1 "${skip[@]}"
