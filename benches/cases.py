"""Times what is not one large file: many small ones, one out of many, a tiny one, one core, the vault. Called by seal.sh."""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

program, work, mib, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
os.chdir(work)
custody = f"{program}/custody"
env = dict(os.environ, HOME=work, LC_ALL="C", CUSTODY_HOME=f"{work}/home")
FILES = 10_000
WORD = "correct horse battery staple 4711"


def sh(command, **more):
    return subprocess.run(command, shell=True, check=True, env=env, capture_output=True, text=True, **more).stdout


def clean():
    for name in ("out", "one"):
        if os.path.isdir(name):
            shutil.rmtree(name)
        elif os.path.exists(name):
            os.remove(name)


def timed(command):
    """Wall seconds and processor seconds."""
    clean()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, shell=True, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(tools, rounds=rounds):
    """Interleaved; for each tool the median of both times, and the spread of the wall time."""
    found = {name: [] for name in tools}
    for run in tools.values():
        timed(run)
    for _ in range(rounds):
        for name, run in tools.items():
            found[name].append(timed(run))
    result = {}
    for name, times in found.items():
        walls = [wall for wall, _ in times]
        middle = statistics.median(walls)
        result[name] = middle, statistics.median(cpu for _, cpu in times), (max(walls) - min(walls)) / middle
    return result


def say(what, value, goal, good):
    print(f"{what:62}{value:>12}  goal {goal}{'' if good else '  missed'}")


to = sh("grep -o 'age1[a-z0-9]*' key").split()[0]
has = lambda name: shutil.which(name) is not None

print("\none core only")
one = {name: f"taskset -c 0 {run}" for name, run in {
    "custody": f"{custody} seal plain -r {to} -o out --force -q",
    "age": f"age -r {to} -o out plain",
    "rage": f"rage -r {to} -o out plain",
}.items() if name == "custody" or has(name)}
found = medians(one)
for name, goal in (("age", 1.0), ("rage", 1.3)):
    if name in found:
        ratio = found[name][0] / found["custody"][0]
        say(f"seal, {mib} MiB: {name} / custody ({found['custody'][2]:.0%}, {found[name][2]:.0%})", f"{ratio:.2f}", f">= {goal}", ratio >= goal)

print(f"\n{FILES} files of 4 KiB as one package")
os.mkdir("many")
for number in range(FILES):
    with open(f"many/{number:05}.csv", "wb") as file:
        file.write(os.urandom(4096))
tools = {"custody": f"{custody} seal many -r {to} -o out --force -q"}
if has("rage"):
    tools["tar | rage"] = f"tar cf - many | rage -r {to} -o out"
found = medians(tools)
wall, cpu, spread = found["custody"]
if "tar | rage" in found:
    ratio = wall / found["tar | rage"][0]
    say(f"custody {wall:.3f} s ({spread:.0%}) / tar | rage {found['tar | rage'][0]:.3f} s", f"{ratio:.2f}", "<= 2", ratio <= 2)
say("processor time a file", f"{cpu / FILES * 1e6:.1f} us", "<= 45 us", cpu / FILES * 1e6 <= 45)

print("\none out of many")
os.mkdir("package")
with open("package/small.csv", "wb") as file:
    file.write(os.urandom(1 << 20))
os.link("plain", "package/large.csv")
sh(f"{custody} seal package -r {to} -o packed -q")
listed = sh(f"{custody} list packed -i key --lang en")
path = next(word for word in listed.split() if word.endswith("small.csv"))
found = medians({"entry": f"{custody} unseal packed -i key --only {path} -o one -q", "idle": f"{custody} --version"}, 21)
extra = (found["entry"][0] - found["idle"][0]) * 1000
say(f"1 MiB out of {mib} MiB, beyond start-up", f"{extra:.1f} ms", "<= 10 ms", extra <= 10)
with open("tiny", "wb") as file:
    file.write(os.urandom(1024))
found = medians({"tiny": f"{custody} seal tiny -r {to} -o out --force -q"}, 51)
wall = found["tiny"][0] * 1000
say("1 KiB to one recipient, whole process and its shell", f"{wall:.1f} ms", "<= 5 ms", wall <= 5)

print("\nthe vault")
sh(f"{custody} keygen --name '髙橋 一郎' --passphrase-fd 0", input=f"{WORD}\n{WORD}\n")
sh(f"{custody} init --example > setup.toml")
sh(f"{custody} init vault --setup setup.toml --recovery-out recovery --passphrase-fd 0", input=f"{WORD}\n")
env["CUSTODY_VAULT"] = f"{work}/vault"


def receive(path):
    return (
        f"ln {path} given; printf '%s\\n' '{WORD}' | {custody} receive given --title x --quantity 1ファイル --from '関口 誠' "
        "--category 個人住民税 --passphrase-fd 0 --yes -q"
    )


with open("byte", "wb") as file:
    file.write(b"x")
tools = {
    "receive": receive("plain"),
    "receive of one byte": receive("byte"),
    "seal --verify": f"{custody} seal plain -r {to} -o out --force --verify -q",
}
found = medians(tools, min(rounds, 5))
whole, base, peer = (found[name][0] for name in tools)
ratio = (whole - base) / peer
spreads = " ".join(f"{found[name][2]:.0%}" for name in tools)
say(f"receive {whole:.3f} s less {base:.3f} s / seal --verify {peer:.3f} s ({spreads})", f"{ratio:.2f}", "<= 1.3", ratio <= 1.3)

tag = f"echo '{WORD}' | {custody} seal %s -r {to} -o out --force --tag --contact 027-000-0000 --passphrase-fd 0 -q"
tools = {"tagged": tag % "plain", "tagged byte": tag % "byte", "age": f"age -r {to} -o out plain"}
if has("rage"):
    tools["rage"] = f"rage -r {to} -o out plain"
found = medians(tools)
own = found["tagged"][0] - found["tagged byte"][0]
for name, goal in (("age", 1.6), ("rage", 2.2)):
    if name in found:
        ratio = found[name][0] / own
        say(f"seal with the tag's digest {own:.3f} s: {name} / custody ({found['tagged'][2]:.0%}, {found[name][2]:.0%})", f"{ratio:.2f}", f">= {goal}", ratio >= goal)

sh(f"{custody} seal plain -r {to} -o sealed.age --force -q")
tools = {
    "digest": f"{program}/open_hashed key sealed.age out",
    "age": "age -d -i key -o out sealed.age",
    "rage": "rage -d -i key -o out sealed.age",
}
tools = {name: run for name, run in tools.items() if name == "digest" or has(name)}
found = medians(tools)
own, _, spread = found["digest"]
for name, goal in (("age", 1.9), ("rage", 2.7)):
    if name in found:
        ratio = found[name][0] / own
        say(f"open with the digest {own:.3f} s: {name} / custody ({spread:.0%}, {found[name][2]:.0%})", f"{ratio:.2f}", f">= {goal}", ratio >= goal)
