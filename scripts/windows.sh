#!/usr/bin/env bash
# Builds the program for Windows (x86_64-pc-windows-gnu) on Debian 12 or newer. No Windows machine and no
# pre-built Windows standard library is needed: the standard library is built from Debian's source package,
# with the compiler that belongs to it.
#
#   scripts/windows.sh PACKAGE [BIN...]         build; the exe files go to target/windows/
#   scripts/windows.sh --wine PACKAGE [BIN...]  the same, then run each with --version under Wine
#   scripts/windows.sh --test PACKAGE           build and run the package's tests under Wine
#
# Without BIN, every program of PACKAGE is built. What is missing is installed by apt-get.
# Environment: PROFILE (default: release; dev is quicker to build), CARGO_FLAGS (words added to cargo's
# command line, such as "--no-default-features").
#
# To run the program under Wine by hand (the dll has to lie beside the exe; without a UTF-8 locale Japanese
# file names do not reach the program):
#
#   export WINEDEBUG=-all WINEPREFIX="$PWD/target/windows-wine" LC_ALL=C.UTF-8
#   wine target/windows/custody.exe ARGUMENTS...
#
# Wine 8 is not Windows:
#   - It has no bcryptprimitives.dll. The one built here stands in for it, with the system's random bytes
#     all the same. It is for tests: never ship it.
#   - File::unlock answers error 33 although the lock is gone. Dropping the handle gives no error.
#   - File modes, sharing rules, delays by virus scanners and paths over 260 characters: test those on Windows.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'windows: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

wine=0 test=0
while [ $# -gt 0 ]; do
  case "$1" in
    --wine) wine=1 ;;
    --test) test=1 wine=1 ;;
    -h | --help) sed -n '2,/^set -/{/^set -/!s/^# \{0,1\}//p}' "$0"; exit 0 ;;
    -*) die "unknown option $1" ;;
    *) break ;;
  esac
  shift
done
[ $# -ge 1 ] || die "name the package to build (see --help)"
package=$1
shift
command -v cargo >/dev/null || die "cargo is missing"

target=x86_64-pc-windows-gnu
profile=${PROFILE:-release}
out=target/windows

# --- what Debian has to provide ---
need=(rustc-web rust-web-src gcc-mingw-w64-x86-64)
[ "$wine" = 0 ] || need+=(wine wine64)
missing=()
for p in "${need[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${missing[*]}"
  root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  log=$(mktemp)
  { "${root[@]}" apt-get update &&
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1 || { tail -n 20 "$log" >&2; rm -f "$log"; die "apt-get failed"; }
  rm -f "$log"
fi

# --- the stand-in for bcryptprimitives.dll ---
mkdir -p "$out"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cat >"$tmp/stand-in.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom */
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE p, SIZE_T n)
{
    while (n) {
        ULONG k = n > 0x10000000 ? 0x10000000 : (ULONG)n;
        if (!SystemFunction036(p, k)) return FALSE;
        p += k;
        n -= k;
    }
    return TRUE;
}
C
x86_64-w64-mingw32-gcc -O2 -s -shared -Wall -o "$tmp/bcryptprimitives.dll" "$tmp/stand-in.c" -ladvapi32
cp "$tmp/bcryptprimitives.dll" "$out/"

# --- the build ---
# In a folder of its own, so that it neither waits for the ordinary build nor invalidates it.
export CARGO_TARGET_DIR=$PWD/target/windows-build
export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc # the compiler that belongs to Debian's source
export RUSTC_BOOTSTRAP=1 # lets this compiler, and a stable cargo, take -Zbuild-std
unset RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER RUSTFLAGS CARGO_BUILD_TARGET
read -r -a flags <<<"${CARGO_FLAGS:-}"
flags+=(--locked "-Zbuild-std=std,panic_abort" --target "$target" --profile "$profile" -p "$package")
if [ "$wine" = 1 ]; then
  export WINEDEBUG=${WINEDEBUG:--all} WINEPREFIX=${WINEPREFIX:-$PWD/target/windows-wine} LC_ALL=C.UTF-8
fi

started=$SECONDS
if [ "$test" = 1 ]; then
  # Test programs lie in several folders, doc tests in temporary ones: Wine looks for the dll here.
  WINEPATH="Z:$(printf '%s' "$PWD/$out" | tr / '\\')"
  export WINEPATH
  CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=wine cargo test "${flags[@]}"
  say "tests passed under Wine in $((SECONDS - started)) s"
  exit 0
fi

if [ $# -gt 0 ]; then
  for b in "$@"; do flags+=(--bin "$b"); done
else
  flags+=(--bins)
fi
cargo build "${flags[@]}" --message-format=json-render-diagnostics >"$tmp/messages"
built=()
while IFS= read -r exe; do
  [ -n "$exe" ] || continue
  cp "$exe" "$out/"
  built+=("$out/$(basename "$exe")")
done < <(grep -o '"executable":"[^"]*"' "$tmp/messages" | cut -d'"' -f4 | sort -u)
[ ${#built[@]} -gt 0 ] || die "no program was built"
say "built in $((SECONDS - started)) s"
ls -l "${built[@]}" "$out/bcryptprimitives.dll" >&2

if [ "$wine" = 1 ]; then
  for exe in "${built[@]}"; do
    wine "$exe" --version || die "$exe failed under Wine"
  done
fi
