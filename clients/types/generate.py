#!/usr/bin/env python3
"""Writes the clients' types from protocol/schema.json and protocol/openrpc.json.

    python3 clients/types/generate.py            writes what has changed
    python3 clients/types/generate.py --check    fails where something would change

Unknown values of enumerations are legal in what an engine says (a later one may say more), so
enumerations stay open to any string.
"""

import json
import sys
from pathlib import Path

from python import python
from typescript import typescript

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "clients/python/src/stepwell/protocol.py"
TYPESCRIPT = ROOT / "clients/javascript/src/protocol.d.ts"


def main() -> int:
    schema = json.loads((ROOT / "protocol/schema.json").read_text("utf-8"))
    openrpc = json.loads((ROOT / "protocol/openrpc.json").read_text("utf-8"))
    wanted = {PYTHON: python(schema), TYPESCRIPT: typescript(schema, openrpc)}
    stale = [path for path, text in wanted.items() if not is_current(path, text)]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run clients/types/generate.py", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


def is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
