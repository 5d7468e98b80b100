"""What an engine asks of a libSQL server, recorded and asked again by a plain client: the floor of
that store."""

import http.client
import http.server
import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests/LibSQL"))

from server import IS_REAL, Server  # noqa: E402

HEADERS = {"Content-Type": "application/json"}


class Listener(http.server.ThreadingHTTPServer):
    request_queue_size = 128  # An engine comes with many connections at once.
    daemon_threads = True


class Recorder:
    """Passes requests on to a server and keeps them, in the order in which they came."""

    def __init__(self, server):
        self.record = record = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self):
                super().setup()
                self.way = http.client.HTTPConnection("127.0.0.1", server.port)

            def log_message(self, *arguments):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                record.append((self.path, body))
                self.way.request("POST", self.path, body, HEADERS)
                answer = self.way.getresponse()
                data = answer.read()
                self.wfile.write(
                    f"HTTP/1.1 {answer.status} -\r\nContent-Length: {len(data)}\r\n\r\n".encode()
                    + data)

        self.listener = Listener(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.listener.server_port}"
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    def close(self):
        self.listener.shutdown()
        self.listener.server_close()


def measure(run):
    """What `run(url)` told of the engine on a new server; then the same requests, recorded in another
    run and sent again to a new server, one after the other."""
    ours = served(lambda server: run(server.url))

    def recorded(server):
        recorder = Recorder(server)
        try:
            run(recorder.url)
        finally:
            recorder.close()
        return recorder.record

    requests = served(recorded)
    ours["trips"] = len(requests)
    taken = served(lambda server: send_again(server, requests))
    return ours, {"steps": ours["steps"], "nanoseconds": taken, "trips": len(requests)}


def served(body):
    server = Server()
    try:
        return body(server)
    finally:
        server.close()


def send_again(server, requests):
    client = http.client.HTTPConnection("127.0.0.1", server.port)
    client.connect()
    begin = time.perf_counter_ns()
    for path, body in requests:
        client.request("POST", path, body, HEADERS)
        client.getresponse().read()
    taken = time.perf_counter_ns() - begin
    client.close()
    return taken
