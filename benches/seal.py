"""Times custody and its peers on one file, interleaved, and prints one table. Called by seal.sh."""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import time

program, work, mib, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
os.chdir(work)
env = dict(os.environ, HOME=work, GNUPGHOME=f"{work}/gnupg", LC_ALL="C", CUSTODY_LANG="en")
os.mkdir("gnupg", 0o700)
custody, copier = f"{program}/custody", f"{program}/copier"


def sh(command):
    return subprocess.run(command, shell=True, check=True, env=env, capture_output=True, text=True).stdout


with open("plain", "wb") as file:
    block = os.urandom(1 << 20)
    for number in range(mib):
        file.write(number.to_bytes(8, "big") + block[8:])

maker = shutil.which("age-keygen") or shutil.which("rage-keygen")
sh(f"{maker} -o key")
to = sh(f"grep -o 'age1[a-z0-9]*' key").split()[0]
here = {name for name in ("age", "rage", "7z", "zip", "gpg") if shutil.which(name)}
seal = {
    "custody": f"{custody} seal plain -r {to} -o out --force -q",
    "custody --verify": f"{custody} seal plain -r {to} -o out --force --verify -q",
    "custody, pipe": f"{custody} seal - -r {to} -o - < plain > out",
    "copier": f"{copier} plain out",
    "cp": "cp plain out",
    "age": f"age -r {to} -o out plain",
    "rage": f"rage -r {to} -o out plain",
    "7z": "7z a -mx=0 -ppass -bd out.7z plain",
    "zip": "7z a -tzip -mx=0 -mem=AES256 -ppass -bd out.zip plain",
    "gpg": "gpg --batch --yes --pinentry-mode loopback --passphrase pass -z 0 -c -o out plain",
}
sh(f"{custody} seal plain -r {to} -o sealed --force -q")
opening = {
    "custody": f"{custody} unseal sealed -i key -o out --force -q",
    "custody, pipe": f"{custody} unseal - -i key -o - < sealed > out",
    "age": "age -d -i key -o out sealed",
    "rage": "rage -d -i key -o out sealed",
    "7z": "7z x -y -ppass -bd -oout.d kept.7z",
    "zip": "7z x -y -ppass -bd -oout.d kept.zip",
    "gpg": "gpg --batch --yes --pinentry-mode loopback --passphrase pass -d -o out kept.gpg",
}
if "7z" in here:
    sh("7z a -mx=0 -ppass -bd kept.7z plain; 7z a -tzip -mx=0 -mem=AES256 -ppass -bd kept.zip plain")
if "gpg" in here:
    sh("gpg --batch --yes --pinentry-mode loopback --passphrase pass -z 0 -c -o kept.gpg plain")
# custody at least so many times as fast; copies: custody at most so many times as slow.
goals = {
    ("seal", "age"): 1.9, ("seal", "rage"): 2.6, ("seal", "7z"): 4.5, ("seal", "zip"): 3.0, ("seal", "gpg"): 6.0,
    ("seal", "copier"): 0.85, ("seal", "cp"): 0.8, ("open", "age"): 2.5, ("open", "rage"): 3.5,
}


def clean():
    for name in ("out", "out.7z", "out.zip"):
        if os.path.exists(name):
            os.remove(name)
    shutil.rmtree("out.d", ignore_errors=True)


def timed(command):
    clean()
    begun = time.perf_counter()
    subprocess.run(command, shell=True, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def peak(command):
    clean()
    errors = subprocess.run(
        f"/usr/bin/time -f %M sh -c 'exec {command}'", shell=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ).stderr
    return int(errors.split()[-1])


def usable(tools):
    need = {"zip": "7z"}
    own = lambda name: name.startswith("custody") or name in ("copier", "cp")
    return {name: run for name, run in tools.items() if own(name) or need.get(name, name) in here}


cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), platform.machine())
print(f"{mib} MiB on tmpfs, {len(os.sched_getaffinity(0))} cores, {cpu}, {rounds} rounds, load {os.getloadavg()[0]:.1f} at the start")
print(f"{'':6}{'':18}{'median s':>9}{'spread':>8}{'ratio':>8}{'goal':>7}")
for what, tools in (("seal", usable(seal)), ("open", usable(opening))):
    times = {name: [] for name in tools}
    for run in tools.values():
        timed(run)
    for _ in range(rounds):
        for name, run in tools.items():
            times[name].append(timed(run))
    own = statistics.median(times["custody"])
    for name, found in times.items():
        middle = statistics.median(found)
        spread = (max(found) - min(found)) / middle
        goal = goals.get((what, name))
        mark = "" if goal is None else f"{goal:7.2f}" + ("" if middle / own >= goal else "  missed")
        print(f"{what:6}{name:18}{middle:9.3f}{spread:8.0%}{middle / own:8.2f}{mark}")
if os.path.exists("/usr/bin/time"):
    idle = peak(f"{custody} --version")
    for name, run in (("seal", seal["custody"]), ("seal, pipe", seal["custody, pipe"]), ("open", opening["custody"]), ("open, pipe", opening["custody, pipe"])):
        print(f"memory {name:12} {(peak(run) - idle) / 1024:6.1f} MiB above the idle program (goal: 16)")
for name in sorted(here):
    version = subprocess.run(f"{name} --version || {name} -v | head -3", shell=True, env=env, capture_output=True, text=True).stdout
    print("peer:", name, " ".join(version.split())[:60])
