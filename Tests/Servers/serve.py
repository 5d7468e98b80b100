"""Starts a Redis with a REST front for tests in other languages, prints where they are as one line
of JSON, and ends with its input: whoever started it need not live to stop it."""

import json
import sys

from redis import Redis
from rest import Front

with Redis() as redis, Front(redis) as front:
    print(json.dumps({"redis": redis.port, "rest": front.port, "token": front.token}), flush=True)
    sys.stdin.read()
