"""Upstash's own client: it finds the seed's keys, and holds the stand-in for its server to account."""

import pathlib
import subprocess
import sys
from datetime import datetime

import pytest
from upstash_redis import Redis as Client
from upstash_redis.errors import UpstashError

from conftest import BINARY

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Servers"))

from redis import Redis  # noqa: E402
from rest import Front  # noqa: E402


@pytest.fixture
def recordings():
    """Nothing is said to the engine over the wire here."""


@pytest.fixture
def front():
    with Redis() as redis, Front(redis) as front:
        yield front


@pytest.fixture
def client(front):
    return Client(url=front.url, token=front.token, allow_telemetry=False)


def test_the_stand_in_answers_as_the_client_expects(client):
    assert client.ping() == "PONG"
    assert client.set("é\n", "ü\0\u2028") and client.get("é\n") == "ü\0\u2028"
    assert client.get("nothing") is None
    assert client.rpush("list", "a", "b") == 2 and client.lrange("list", 0, -1) == ["a", "b"]
    assert client.hset("hash", values={"x": "1", "y": "2"}) == 2
    assert client.hgetall("hash") == {"x": "1", "y": "2"}
    sha = client.script_load("return {ARGV[1], 7, {}}")
    assert client.evalsha(sha, args=["x"]) == ["x", 7, []]
    assert client.pipeline().incr("n").incr("n").exec() == [1, 2]
    assert client.multi().incr("n").get("n").exec() == [3, "3"]
    with pytest.raises(UpstashError):
        client.hgetall("list")


def test_a_wrong_token_is_refused(front):
    with pytest.raises(UpstashError, match="Unauthorized"):
        Client(url=front.url, token="another", allow_telemetry=False).ping()


def test_the_client_sees_the_workflows_of_the_seed(front, client, monkeypatch):
    monkeypatch.setenv("STEPWELL_STORE_TOKEN", front.token)
    url = front.url.replace("http", "upstash+http")
    for name in ("first", "second"):
        subprocess.run(
            [BINARY, "run", "examples/my-workflow/workflow.yaml", "--id", name, "--store", url],
            cwd=ROOT, check=True, capture_output=True)

    assert client.zrange("workflows", 0, -1, rev=True) == ["second", "first"]
    workflow = client.hgetall("workflow:first")
    assert workflow["id"] == "first" and workflow["name"] == "My Workflow"
    assert workflow["description"] == "A multi-step workflow"
    assert (workflow["status"], workflow["currentStepIndex"]) == ("completed", "2")
    assert client.zscore("workflows", "first") == milliseconds(workflow["updatedAt"])

    order = client.zrange("workflow:first:steps", 0, -1)
    steps = [client.hgetall(f"workflow:step:{id}") for id in order]
    assert [step["agentId"] for step in steps] == ["research-agent", "summary-agent", "report-agent"]
    assert all(step["workflowId"] == "first" and step["status"] == "completed" for step in steps)
    assert steps[0]["input"].startswith("Who had things written down")
    assert steps[2]["result"].startswith("# Writing things down")
    assert steps[1]["input"] == steps[0]["result"]

    messages = client.lrange(f"thread:{steps[0]['threadId']}:messages", 0, -1)
    assert len(messages) == 2 and len(client.zrange("threads", 0, -1)) == 6


def milliseconds(text):
    return round(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)
