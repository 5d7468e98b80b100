"""Carries requests from standard input to an engine through the Python client's `call`.

    python3 carry.py PROGRAM ARGUMENT…

Reads JSON-RPC requests, one a line, and answers them in kind, so that a transcript can be played
through the client. What the client does on its own (notifications, agents) is not carried.
"""

import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "python/src"))

import stepwell  # noqa: E402


async def main():
    program, *arguments = sys.argv[1:]
    engine = await stepwell.Engine.spawn(binary=program, args=arguments)
    loop = asyncio.get_running_loop()
    calls = []
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            break
        calls.append(asyncio.ensure_future(carry(engine, json.loads(line))))
    await asyncio.gather(*calls)
    await engine.close()


async def carry(engine, request):
    try:
        outcome = {"result": await engine.call(request["method"], request.get("params"))}
    except stepwell.StepwellError as error:
        outcome = {"error": {"code": error.code, "message": error.message, "data": error.data}}
    answer = {"jsonrpc": "2.0", "id": request["id"], **outcome}
    print(json.dumps(answer), flush=True)


asyncio.run(main())
