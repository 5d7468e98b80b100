"""Starts a Redis with a REST front, and both again behind faults, for tests in other languages.

Prints where they are as one line of JSON, and ends with its input: whoever started it need not live
to stop it.
"""

import json
import sys

from proxy import Proxy
from redis import Redis
from rest import Front

with Redis() as redis, Front(redis) as front, Front(redis, faults=4) as faulty_front, \
        Proxy(redis.port, faults=4) as faulty:
    print(json.dumps({
        "redis": redis.port, "rest": front.port, "faultyRedis": faulty.port,
        "faultyRest": faulty_front.port, "token": front.token}), flush=True)
    sys.stdin.read()
