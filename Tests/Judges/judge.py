"""Holds what an engine sent against protocol/, with a validator that others wrote.

Objects may have the members that the schema lists and no others, so that nothing is sent that is
written nowhere.
"""

import copy
import json
import pathlib
import re

from jsonschema import Draft202012Validator, FormatChecker

PROTOCOL = pathlib.Path(__file__).resolve().parents[2] / "protocol"
SENT_BY_ENGINE = {
    "agent/run": "AgentCall",
    "workflow/event": "EventNotice",
    "events/ended": "EventsEndedParams",
    "events/lagged": "EventsLaggedParams",
    "log/message": "LogMessageParams",
    "$/cancelRequest": "CancelRequestParams",
}
# What any request may be answered with, whatever it asks for.
ALWAYS = {
    "parseError", "invalidRequest", "methodNotFound", "invalidParams", "internalError",
    "notInitialized", "cancelled", "limitExceeded", "overloaded", "storeUnavailable",
}


def closed(schema):
    """The same schema, where an object may have only the members it lists."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {name: closed(part) for name, part in schema.items()}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        schema.setdefault("additionalProperties", False)
    return schema


class Judge:
    """One reading of protocol/schema.json and protocol/openrpc.json."""

    def __init__(self):
        self.document = json.loads((PROTOCOL / "schema.json").read_text())
        self.definitions = copy.deepcopy(self.document["$defs"])
        for name in set(SENT_BY_ENGINE.values()) | self._results():
            self._close(name)
        self.openrpc = json.loads((PROTOCOL / "openrpc.json").read_text())
        self.methods = {method["name"]: method for method in self.openrpc["methods"]}
        self.errors = self.openrpc["components"]["errors"]

    def _results(self):
        return {
            name for name in self.definitions
            if name.endswith("Result") or name in ("Workflow", "Step", "Thread", "Message")
        }

    def _close(self, name, seen=None):
        seen = set() if seen is None else seen
        if name in seen or name in ("Content", "Budget"):
            return
        seen.add(name)
        self.definitions[name] = closed(self.definitions[name])
        for part in re.findall(r"#/\$defs/(\w+)", json.dumps(self.definitions[name])):
            self._close(part, seen)

    def check(self, value, schema):
        """The first thing wrong with a value, or None."""
        text = json.dumps(schema).replace("#/components/schemas/", "#/$defs/")
        whole = {**json.loads(text), "$defs": self.definitions}
        validator = Draft202012Validator(whole, format_checker=FormatChecker())
        for error in validator.iter_errors(value):
            while error.context:
                error = error.context[0]
            place = "/".join(str(part) for part in error.absolute_path)
            return f"/{place}: {error.message[:300]}"
        return None

    def sent_by_engine(self, message):
        """What is wrong with a request or notification of the engine."""
        name = SENT_BY_ENGINE.get(message["method"])
        if name is None:
            return "the engine sends no such method"
        return self.check(message.get("params"), {"$ref": f"#/$defs/{name}"})

    def answer(self, message, method):
        """What is wrong with an answer to a request of this method (None: it could not be read)."""
        if ("result" in message) == ("error" in message):
            return "an answer has either a result or an error"
        if "result" in message:
            return self.check(message["result"], self.methods[method]["result"]["schema"])
        error = message["error"]
        if set(error) - {"code", "message", "data"} or not error["message"]:
            return "an error has a code, a message and data"
        kind = error.get("data", {}).get("type")
        known = self.errors.get(kind)
        if known is None or known["code"] != error["code"]:
            return f"error {error['code']} named {kind!r} is not in openrpc.json"
        if method in self.methods and kind not in ALWAYS:
            listed = [e["$ref"].rsplit("/", 1)[1] for e in self.methods[method]["errors"]]
            if kind not in listed:
                return f"{method} does not list the error {kind}"
        return None

    def session(self, sent, received):
        """Everything that is wrong with what an engine sent, given what it was sent."""
        methods = {}
        for message in each(sent):
            if isinstance(message, dict) and "method" in message and "id" in message:
                methods[identity(message["id"])] = message["method"]
        problems, count = [], 0
        for message in each(received):
            count += 1
            if message.get("jsonrpc") != "2.0":
                problem = "no JSON-RPC version"
            elif "method" in message:
                problem = self.sent_by_engine(message)
            else:
                problem = self.answer(message, methods.get(identity(message["id"])))
            if problem:
                problems.append(f"{problem}\n  in {json.dumps(message)[:600]}")
        return problems, count


def identity(request_id):
    return json.dumps(request_id)


def each(data):
    """The messages of a recording, those of batches one by one."""
    for message in headed(data) if data[:1].isalpha() else lines(data):
        yield from message if isinstance(message, list) else [message]


def lines(data):
    for line in data.split(b"\n"):
        try:
            yield json.loads(line)
        except ValueError:
            continue  # what the client sent on purpose to be refused


def headed(data):
    while data:
        headers, _, rest = data.partition(b"\r\n\r\n")
        size = int(re.search(rb"(?i)content-length: *(\d+)", headers)[1])
        body, data = rest[:size], rest[size:]
        yield json.loads(body)
