#!/usr/bin/env python3
"""Plays protocol/transcripts against the engine: what is said, and what must be answered.

    python3 clients/transcripts.py [--binary PATH] [--through raw|python|javascript]… [FILE…]

Without --through, every scenario is played raw over the engine's standard streams, and those that
consist of calls through each client as well. The program is --binary, else STEPWELL_BINARY, else
`stepwell` on PATH. The format is described in protocol/transcripts/README.md.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from player.mismatch import Mismatch
from player.scenario import Scenario

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "protocol/transcripts"
CARRIERS = {
    "raw": [],
    "python": [sys.executable, str(ROOT / "clients/carriers/carry.py")],
    "javascript": ["node", str(ROOT / "clients/carriers/carry.mjs")],
}


def main() -> int:
    options = arguments()
    found = shutil.which(options.binary)
    if found is None:
        print(f"there is no program {options.binary!r}: give --binary", file=sys.stderr)
        return 64
    binary = os.path.abspath(found)
    files = options.files or sorted(FOLDER.glob("*.jsonl"))
    ways = options.through or [way for way in CARRIERS if is_there(way)]
    played = failed = 0
    for file in files:
        scenario = Scenario(Path(file))
        for way in ways:
            if way != "raw" and not scenario.is_for_clients:
                continue
            played += 1
            failed += 0 if report(scenario, way, binary) else 1
    print(f"{played} played, {failed} failed")
    return 1 if failed or not played else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--binary", default=os.environ.get("STEPWELL_BINARY") or "stepwell")
    parser.add_argument("--through", action="append", choices=list(CARRIERS))
    parser.add_argument("files", nargs="*", metavar="FILE")
    return parser.parse_args()


def is_there(way: str) -> bool:
    carrier = CARRIERS[way]
    if not carrier or shutil.which(carrier[0]):
        return True
    print(f"skipped: there is no {carrier[0]} to play through {way}", file=sys.stderr)
    return False


def report(scenario: Scenario, way: str, binary: str) -> bool:
    label = f"{scenario.path.name} ({way}): {scenario.title}"
    try:
        scenario.play(CARRIERS[way], binary)
    except Mismatch as mismatch:
        print(f"FAILED  {label}\n{mismatch}")
        return False
    print(f"ok      {label}")
    return True


if __name__ == "__main__":
    sys.exit(main())
