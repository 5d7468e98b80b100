"""A small server that speaks Hrana over HTTP before Python's own SQLite, for tests.

It stands in where no real server can be had, and does on command what a real one seldom does:

    POST /fault {"kind": "drop-before" | "drop-after" | "busy" | "status" | …, "count": 3}

With `every` and a `seed` instead of a count, requests meet a fault by chance. `GET /requests` tells
how many pipelines came. It ends with its standard input.
"""

import json
import random
import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Database:
    """One connection, used by one stream at a time, as a server's write lock does."""

    def __init__(self, path):
        self.lock = threading.RLock()
        self.path = path
        self.open()

    def open(self):
        self.connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")

    def wipe(self):
        with self.lock:
            names = self.connection.execute(
                "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
                "AND type IN ('table', 'view') ORDER BY type DESC").fetchall()
            self.connection.execute("PRAGMA foreign_keys = 0")
            for kind, name in names:
                self.connection.execute(f'DROP {kind} "{name}"')
            self.connection.execute("PRAGMA foreign_keys = 1")

    def pipeline(self, requests, fault):
        with self.lock:
            try:
                return [self.answer(request, fault) for request in requests]
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def answer(self, request, fault):
        kind = request["type"]
        try:
            response = {"type": kind}
            if kind == "batch":
                response["result"] = self.batch(request["batch"]["steps"], fault)
            elif kind == "execute":
                response["result"] = self.execute(request["stmt"], fault)
            elif kind == "sequence":
                self.sequence(request["sql"])
            return {"type": "ok", "response": response}
        except Refusal as refusal:
            return {"type": "error", "error": refusal.json}

    def batch(self, steps, fault):
        results, errors = [], []
        for step in steps:
            result = error = None
            if holds(step.get("condition"), results, self.connection):
                try:
                    result = self.execute(step["stmt"], fault)
                except Refusal as refusal:
                    error = refusal.json
            results.append(result)
            errors.append(error)
        return {"step_results": results, "step_errors": errors}

    def execute(self, statement, fault):
        text = statement["sql"]
        refuse_by(fault, text)
        values = [parameter(value) for value in statement.get("args", [])]
        try:
            cursor = self.connection.execute(text, values)
            rows = cursor.fetchall()
        except sqlite3.Error as error:
            raise Refusal(error)
        if fault == "too-large" and len(rows) > 3:
            raise Refusal(code="RESPONSE_TOO_LARGE", message="Response is too large")
        return {
            "cols": [{"name": column[0]} for column in cursor.description or []],
            "rows": [[column(value) for value in row] for row in rows]
            if statement.get("want_rows", True) else [],
            "affected_row_count": max(0, cursor.rowcount),
            "last_insert_rowid": str(cursor.lastrowid) if cursor.lastrowid is not None else None,
        }

    def sequence(self, script):
        statement = ""
        for part in script.split(";"):
            statement += part + ";"
            if not sqlite3.complete_statement(statement):
                continue
            try:
                if statement.strip() != ";":
                    self.connection.execute(statement)
            except sqlite3.Error as error:
                raise Refusal(error)
            statement = ""


class Refusal(Exception):
    def __init__(self, error=None, code=None, message=None):
        name = getattr(error, "sqlite_errorname", "SQLITE_UNKNOWN")
        base = "_".join(name.split("_")[:2])
        self.json = {"message": message or f"SQLite error: {error}", "code": code or base}


def refuse_by(fault, text):
    writes = text.split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER")
    if fault == "busy" and text == "BEGIN IMMEDIATE":
        raise Refusal(code="SQLITE_BUSY", message="SQLite error: database is locked")
    if fault == "lost-commit" and text == "COMMIT":
        raise Refusal(code="SQLITE_IOERR", message="SQLite error: disk I/O error")
    if fault == "read-only" and writes:
        raise Refusal(code="BLOCKED", message="SQL write operations are forbidden")
    if fault == "full" and writes:
        raise Refusal(code="SQLITE_FULL", message="SQLite error: database or disk is full")
    if fault == "silent" and text.startswith("PRAGMA"):
        raise Refusal(code="SQL_PARSE_ERROR", message="unsupported statement")


def holds(condition, results, connection):
    if condition is None:
        return True
    kind = condition["type"]
    if kind == "ok":
        return results[condition["step"]] is not None
    if kind == "not":
        return not holds(condition["cond"], results, connection)
    inner = (holds(each, results, connection) for each in condition["conds"])
    return all(inner) if kind == "and" else any(inner)


def parameter(value):
    kind = value["type"]
    if kind == "null":
        return None
    return int(value["value"]) if kind == "integer" else value["value"]


def column(value):
    if value is None:
        return {"type": "null"}
    if isinstance(value, int):
        return {"type": "integer", "value": str(value)}
    if isinstance(value, float):
        return {"type": "float", "value": value}
    return {"type": "text", "value": value}


class Faults:
    """Which of the next requests meet a fault."""

    def __init__(self):
        self.lock = threading.Lock()
        self.set({})

    def set(self, order):
        with self.lock:
            self.kinds = [order["kind"]] if "kind" in order else order.get("kinds", [])
            self.left = order.get("count", 0)
            self.every = order.get("every", 0)
            self.status = order.get("status", 500)
            self.chance = random.Random(order.get("seed", 0))

    def next(self):
        with self.lock:
            if self.every and self.chance.randrange(self.every) == 0:
                return self.chance.choice(self.kinds)
            if self.left:
                self.left -= 1
                return self.kinds[0]
            return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    database = None
    faults = Faults()
    versions = ("v2", "v3")
    token = None
    count = 0

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.reply(200, {"requests": Handler.count})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/fault":
            order = json.loads(body)
            Handler.faults.set(order)
            Handler.versions = tuple(order.get("versions", ("v2", "v3")))
            Handler.token = order.get("token")
            return self.reply(200, {})
        if self.path == "/wipe":
            Handler.database.wipe()
            return self.reply(200, {})
        if self.path not in [f"/{version}/pipeline" for version in Handler.versions]:
            return self.reply(404, {"error": "not found"})
        Handler.count += 1
        if Handler.token and self.headers.get("Authorization") != f"Bearer {Handler.token}":
            return self.reply(401, {"error": "Authentication failed: the token is not known"})
        self.pipeline(json.loads(body), Handler.faults.next())

    def pipeline(self, request, fault):
        if fault == "drop-before":
            return self.drop()
        if fault == "status":
            return self.reply(Handler.faults.status, {"error": "the server says no"})
        if fault == "nonsense":
            return self.reply(200, {"hello": "world"})
        results = Handler.database.pipeline(request["requests"], fault)
        if fault == "drop-after":
            return self.drop()
        self.reply(200, {"baton": None, "base_url": None, "results": results})

    def drop(self):
        self.close_connection = True
        self.connection.close()

    def reply(self, status, body):
        data = json.dumps(body).encode()
        head = (f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(data)}\r\n\r\n")
        self.wfile.write(head.encode() + data)


class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (OSError, ValueError)):
            super().handle_error(request, client_address)


if __name__ == "__main__":
    Handler.database = Database(sys.argv[1])
    server = Quiet(("127.0.0.1", int(sys.argv[2])), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
