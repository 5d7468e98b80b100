"""Runs the commands of every example on every store: stores.py PATH-TO-STEPWELL"""

import contextlib
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "Tests/Servers"), str(ROOT / "Tests/LibSQL")]

from commands import try_document  # noqa: E402
from redis import Redis  # noqa: E402
from rest import Front  # noqa: E402
from server import Server  # noqa: E402


@contextlib.contextmanager
def redis():
    with Redis() as server:
        yield {"STEPWELL_STORE": f"redis://127.0.0.1:{server.port}"}


@contextlib.contextmanager
def upstash():
    with Redis() as server, Front(server) as front:
        yield {"STEPWELL_STORE": f"upstash+http://127.0.0.1:{front.port}",
               "STEPWELL_STORE_TOKEN": front.token}


@contextlib.contextmanager
def libsql():
    server = Server()
    try:
        yield {"STEPWELL_STORE": server.url}
    finally:
        server.close()


def main(stepwell):
    failures = 0
    for start in (libsql, upstash, redis):
        print(f"examples on {start.__name__}:", flush=True)
        for document in sorted(ROOT.glob("examples/*/README.md")):
            with start() as store, tempfile.TemporaryDirectory() as folder:
                failures += try_document(
                    document, pathlib.Path(stepwell).resolve(), pathlib.Path(folder), store)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
