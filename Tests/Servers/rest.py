"""The REST interface of Upstash before a real Redis, as far as its own clients use it.

https://upstash.com/docs/redis/features/restapi: a command is a JSON array sent to `/`, several go to
`/pipeline` or, as one transaction, to `/multi-exec`; the token is a bearer token; with the header
`Upstash-Encoding: base64` texts in answers are encoded. Each answer carries a sync token.
"""

import base64
import http.server
import json
import random
import threading

from redis import Connection, Failure


class Front:
    """Listens on a port of its own; `record`, where it is a list, gets paths and bodies. With `faults`, one time in so many a request is refused, or
    carried out and the connection broken off before the answer."""

    def __init__(self, redis, token="secret", faults=0, seed=1):
        self.redis, self.token, self.faults = redis, token, faults
        self.chance = random.Random(seed)
        self.record = None
        host = "127.0.0.1"
        front = self

        class Handler(RequestHandler):
            owner = front

        self.server = Server((host, 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://{host}:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        """A client that is gone is no news."""


class RequestHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    connection_to_redis = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Authorization"] != f"Bearer {self.owner.token}":
            return self.answer(401, {"error": "Unauthorized"})
        if self.owner.record is not None:
            self.owner.record.append((self.path, body))
        faults = self.owner.faults
        fate = self.owner.chance.randrange(faults * 2) if faults else -1
        if fate == 0:
            return self.answer(503, {"error": "not now"})
        try:
            status, answer = self.carry_out(json.loads(body))
        except (ValueError, TypeError):
            return self.answer(400, {"error": "ERR failed to parse command"})
        except OSError:
            self.disconnect()
            return self.answer(503, {"error": "ERR the database cannot be reached"})
        if fate == 1:
            self.close_connection = True
            return
        self.answer(status, answer)

    def carry_out(self, body):
        if self.path == "/":
            [reply] = self.redis([body])
            return (400 if isinstance(reply, Failure) else 200), self.result(reply)
        if self.path == "/multi-exec":
            replies = self.redis([["MULTI"], *body, ["EXEC"]])[-1]
            if isinstance(replies, Failure):
                return 400, self.result(replies)
        elif self.path == "/pipeline":
            replies = self.redis(body)
        else:
            return 404, {"error": "ERR unknown path"}
        return 200, [self.result(reply) for reply in replies]

    def redis(self, commands):
        if self.connection_to_redis is None:
            self.connection_to_redis = Connection(self.owner.redis.host, self.owner.redis.port)
        return self.connection_to_redis.send(commands)

    def result(self, reply):
        if isinstance(reply, Failure):
            return {"error": str(reply)}
        return {"result": self.encoded(reply)}

    def encoded(self, value):
        if isinstance(value, list):
            return [self.encoded(element) for element in value]
        if self.headers.get("Upstash-Encoding") != "base64" or not isinstance(value, str):
            return value
        return value if value == "OK" else base64.b64encode(value.encode()).decode()

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Upstash-Sync-Token", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

    def finish(self):
        super().finish()
        self.disconnect()

    def disconnect(self):
        if self.connection_to_redis is not None:
            self.connection_to_redis.__exit__()
        self.connection_to_redis = None
