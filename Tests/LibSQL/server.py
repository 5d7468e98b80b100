"""A libSQL server for a test: the real one where it can be had, else the fake. Standard library only.

Both can be killed and started again on the same port and the same records.
"""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request

FOLDER = pathlib.Path(__file__).resolve().parent
SQLD = os.environ.get("STEPWELL_SQLD", str(FOLDER.parents[1] / ".build/tests/libsql/sqld"))
IS_REAL = os.access(SQLD, os.X_OK)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="stepwell-libsql-")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.start()

    def start(self):
        if IS_REAL:
            command = [SQLD, "--no-welcome", "--db-path", f"{self.folder.name}/db",
                       "--http-listen-addr", f"127.0.0.1:{self.port}"]
        else:
            print("libSQL: NO REAL SERVER, only the fake is tested", file=sys.stderr)
            command = [sys.executable, str(FOLDER / "fake.py"),
                       f"{self.folder.name}/work.db", str(self.port)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self.answers():
            assert self.process.poll() is None, "the server ended"

    def answers(self):
        try:
            urllib.request.urlopen(f"{self.url}/version", timeout=10).close()
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            return False
        return True

    def kill(self):
        """Ends it without a chance to write anything."""
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()

    def close(self):
        self.kill()
        self.folder.cleanup()


class Line:
    """A way to the server that can be cut: bytes go through, or nowhere."""

    def __init__(self, server):
        self.server = server
        self.is_cut = False
        self.sockets = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """What is under way is lost, and nobody gets through."""
        self.is_cut = True
        for each in list(self.sockets):
            self._end(each)

    def mend(self):
        self.is_cut = False

    def close(self):
        self.listener.close()
        self.cut()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.server.port))
            except OSError:
                near.close()
                continue
            self.sockets |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        self._end(source)
        self._end(target)

    def _end(self, each):
        self.sockets.discard(each)
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        each.close()
