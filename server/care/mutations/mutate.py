#!/usr/bin/env python3
"""Breaks rules on purpose, and looks whether their tests notice.

    mutate.py list                      the batches, their packages and mutations
    mutate.py check [BATCH]             whether every text to be replaced is in the tree exactly once (changes nothing)
    mutate.py command BATCH             the cargo command of a batch
    mutate.py apply BATCH               breaks
    mutate.py status                    what is broken in the tree now
    mutate.py revert BATCH              mends: puts the text back, and leaves everything else in the files as it is
    mutate.py judge BATCH LOGFILE...    which tests were SEEN RED, are STILL GREEN or were NOT RUN

The tree is $TREE (default: here); the mutations are in mutations.json beside this file ($MUTATIONS).
"""

import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

TREE = Path(os.environ.get("TREE", "."))
MUTATIONS = Path(os.environ.get("MUTATIONS", Path(__file__).resolve().parent / "mutations.json"))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def mutations(batch=None):
    every = json.loads(read(MUTATIONS))
    chosen = [m for m in every if batch is None or m["batch"] == batch]
    if not chosen:
        sys.exit(f"there is no batch {batch}")
    return chosen


def crates(chosen):
    names = []
    for mutation in chosen:
        for crate in mutation.get("crates", [mutation["crate"]]):
            if crate not in names:
                names.append(crate)
    return names


def counts(mutation):
    """How often the file has the text as it is, and as it is when broken."""
    path = TREE / mutation["file"]
    if not path.is_file():
        return None, 0, 0
    text = read(path)
    return text, text.count(mutation["find"]), text.count(mutation["replace"])


def apply(batch):
    done = skipped = 0
    for m in mutations(batch):
        text, found, broken = counts(m)
        if text is None:
            print(f"SKIPPED {m['id']}: no file {m['file']}")
        elif broken:
            print(f"SKIPPED {m['id']}: the broken text is there already")
        elif found != 1:
            print(f"SKIPPED {m['id']}: the text is {found} times in {m['file']}")
        else:
            write(TREE / m["file"], text.replace(m["find"], m["replace"]))
            done += 1
            continue
        skipped += 1
    print(f"batch {batch}: {done} applied, {skipped} skipped in {TREE}")
    return skipped


def revert(batch):
    done = wrong = 0
    for m in reversed(mutations(batch)):
        text, _, broken = counts(m)
        if not broken:
            continue
        if broken != 1:
            print(f"NOT REVERTED {m['id']}: the broken text is {broken} times in {m['file']}")
            wrong += 1
            continue
        write(TREE / m["file"], text.replace(m["replace"], m["find"]))
        done += 1
    print(f"batch {batch}: {done} reverted in {TREE}")
    for m in mutations(batch):
        _, found, _ = counts(m)
        if found != 1:
            print(f"LOOK AT {m['id']}: {m['file']} does not have its text as it was ({found} times)")
            wrong += 1
    return wrong


def check(batch):
    wrong = 0
    for m in mutations(batch):
        _, found, broken = counts(m)
        if (found, broken) != (1, 0):
            print(f"{m['id']} (batch {m['batch']}): text {found} times, broken text {broken} times in {m['file']}")
            wrong += 1
    print(f"{wrong} wrong in {TREE}")
    return wrong


def status():
    broken = [m for m in mutations() if counts(m)[2]]
    for m in broken:
        print(f"BROKEN: {m['id']} (batch {m['batch']}) in {m['file']}")
    print(f"{len(broken)} mutations are in {TREE}")
    return len(broken)


def command(batch):
    packages = " ".join(f"-p {crate}" for crate in crates(mutations(batch)))
    # "r_" picks the rules' tests; tests of another name are named.
    names = sorted({t for m in mutations(batch) for t in m["tests"] if not t.startswith("r_")})
    only = " ".join(["r_", *names])
    return f"cargo test --no-fail-fast {packages} -- {only}"


def listed():
    every = mutations()
    for batch in sorted({m["batch"] for m in every}):
        chosen = mutations(batch)
        tests = {t for m in chosen for t in m["tests"]}
        print(f"batch {batch}: {len(chosen)} mutations, {len(tests)} tests; {' '.join(crates(chosen))}")
        print("    " + " ".join(m["id"] for m in chosen))


LINE = re.compile(r"^\s*test (\S+)(?: - [a-z ]+)? \.\.\. (ok|FAILED|ignored)\b")
BEGUN = re.compile(r"^\s*test (\S+)(?: - [a-z ]+)? \.\.\. ")
ENDED = re.compile(r"(?:^|\s)(ok|FAILED)$")
# In the list of failures after a run; a test that aborts its process has nothing else.
HEADING = re.compile(r"^---- (\S+) stdout ----$")


def outcomes(logs):
    """For each test its variants (sqlite, postgres, or itself) with their outcomes."""
    seen = defaultdict(dict)
    broken = []
    for log in logs:
        begun = None
        for line in Path(log).read_text(encoding="utf-8", errors="replace").splitlines():
            line = re.sub(r"\x1b\[[0-9;]*m", "", line)
            if "could not compile" in line:
                broken.append(line.strip())
            path, outcome = None, None
            if found := LINE.match(line):
                path, outcome = found.groups()
                begun = None
            elif found := BEGUN.match(line):
                begun = found.group(1)
            elif found := HEADING.match(line):
                path, outcome = found.group(1), "FAILED"
            elif begun and (found := ENDED.search(line)):
                path, outcome = begun, found.group(1)
                begun = None
            if path:
                parts = path.split("::")
                for place, part in enumerate(parts):
                    variant = "::".join(parts[place + 1:])
                    # Red once is red, whatever another log says.
                    if seen[part].get(variant) != "FAILED":
                        seen[part][variant] = outcome
    return seen, broken


def judge(batch, logs):
    seen, broken = outcomes(logs)
    for line in broken:
        print(f"DID NOT COMPILE: {line}")
    chosen = mutations(batch)
    tally = defaultdict(int)
    expected = set()
    for m in chosen:
        for test in m["tests"]:
            expected.add(test)
            variants = seen.get(test, {})
            red = [name for name, outcome in variants.items() if outcome == "FAILED"]
            green = [name for name, outcome in variants.items() if outcome == "ok"]
            if red:
                verdict = "SEEN RED"
            elif green:
                verdict = "STILL GREEN"
            else:
                verdict = "NOT RUN"
            tally[verdict] += 1
            which = "".join(f"; {name} red" for name in red if name) + "".join(f"; {name} green" for name in green if name)
            print(f"{verdict:11} {m['rule']:7} {m['id']:28} {test}{which}")
    could = expected | {test for m in chosen for test in m.get("also", [])}
    other = sorted(
        test
        for test, variants in seen.items()
        if re.match(r"r_\d", test) and test not in could and "FAILED" in variants.values()
    )
    for test in other:
        print(f"RED TOO     (not foreseen)                       {test}")
    print(f"batch {batch}: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(tally.items())))
    return tally["STILL GREEN"] + tally["NOT RUN"] + len(broken)


def main(words):
    match words:
        case ["list"]:
            listed()
        case ["status"]:
            return status()
        case ["check"]:
            return check(None)
        case ["check", batch]:
            return check(int(batch))
        case ["command", batch]:
            print(command(int(batch)))
        case ["apply", batch]:
            return apply(int(batch))
        case ["revert", batch]:
            return revert(int(batch))
        case ["judge", batch, *logs] if logs:
            return judge(int(batch), logs)
        case _:
            sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
