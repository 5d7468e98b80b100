"""Shows the events of `stepwell run --json` as people want to read them, word by word."""

import json
import sys


def say(text):
    print(text, end="", flush=True)


for line in sys.stdin:
    item = json.loads(line)
    if "status" in item:  # the last line is the workflow
        usage = item.get("usage", {})
        say(f"{item['status']}: {usage.get('agentCalls', 0)} calls, ")
        say(f"{usage.get('inputTokens', 0)} tokens in, {usage.get('outputTokens', 0)} out\n")
    elif item["type"] == "step.started":
        say(f"{item['stepName']}: ")
    elif item["type"] == "step.delta":
        say(item["data"]["delta"])
    elif item["type"] == "step.completed":
        say("\n\n")
    elif item["type"] in ("step.failed", "step.retryScheduled"):
        say(f"[{item['type']}: {item['data'].get('error')}]\n")
