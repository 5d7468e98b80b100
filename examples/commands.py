"""Does what documents show: commands.py STEPWELL DOCUMENT...

A block whose first line is a comment with a file name is written to that file; of a `console` block
every line after `$ ` is run by a shell, and its output has to be what follows. `…` stands for any
text, alone on a line for any lines. Each document gets a folder and a store of its own, where
`examples` and `clients` are those of this repository. `make` is taken at its word.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^(?:#|//) ([\w.-]+\.(?:yaml|json|py|mjs|txt))\n")


def commands(block):
    """The commands of a block with what they print."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, expected) for command, _, expected in (p.partition("\n") for p in parts)]


def fits(output, expected):
    lines = [
        r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in expected.splitlines()
    ]
    return re.fullmatch("".join(lines), output) is not None


def try_document(document, stepwell, folder, store={}):
    """Runs a document's commands; `store` names another store than a file, as variables do."""
    (folder / "bin").mkdir()
    (folder / "bin/stepwell").symlink_to(stepwell)
    for name in ("examples", "clients"):
        (folder / name).symlink_to(ROOT / name)
    environment = {
        "PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8",
        "STEPWELL_STORE": f"{folder}/work.db", "STEPWELL_BINARY": str(stepwell),
        "PYTHONDONTWRITEBYTECODE": "1", **store,
    }
    count = failures = 0
    for kind, block in BLOCK.findall(document.read_text()):
        name = FILE.match(block)
        if kind != "console":
            if name:
                (folder / name[1]).write_text(block)
            continue
        for command, expected in commands(block):
            if command.startswith("make "):
                continue
            count += 1
            run = subprocess.run(
                ["sh", "-c", command], cwd=folder, env=environment, text=True, timeout=120,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if not fits(run.stdout, expected):
                failures += 1
                print(f"{document.name}: $ {command}")
                print(f"--- shown\n{expected}--- printed\n{run.stdout}")
    print(f"{document.relative_to(ROOT)}: {count - failures} of {count} commands do what it shows")
    return failures


def main(stepwell, *documents):
    failures = 0
    for document in documents:
        with tempfile.TemporaryDirectory() as folder:
            failures += try_document(
                pathlib.Path(document).resolve(), pathlib.Path(stepwell).resolve(),
                pathlib.Path(folder))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
