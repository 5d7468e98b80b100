"""What the judges share: the engine's command, tapped, and the verdict of the schemas at the end."""

import os
import pathlib
import sys

import pytest

from judge import Judge

BINARY = os.environ["STEPWELL_BINARY"]
TAP = str(pathlib.Path(__file__).with_name("tap.py"))
PATIENCE = 60  # seconds until a test says that nothing came; never what is measured


def consecutive(numbers):
    """What the numbers of a workflow's events are from its execution on: the second, the third, …"""
    return list(range(2, len(numbers) + 2))


@pytest.fixture(scope="session")
def judge():
    return Judge()


@pytest.fixture(autouse=True)
def recordings(tmp_path, monkeypatch, judge):
    """A folder of what was said; afterwards every message of the engine is held against protocol/."""
    monkeypatch.setenv("STEPWELL_TAP", str(tmp_path))
    monkeypatch.setenv("STEPWELL_TAPPED", BINARY)
    yield tmp_path
    verdict(judge, tmp_path)


def verdict(judge, folder):
    """Fails when something the engine sent is not as protocol/ says."""
    count, problems = 0, []
    for sent in folder.glob("*.in"):
        found, messages = judge.session(
            sent.read_bytes(), sent.with_suffix(".out").read_bytes())
        problems += found
        count += messages
    assert count, "nothing was recorded"
    assert not problems, f"{len(problems)} of {count} messages:\n" + "\n".join(problems[:20])


@pytest.fixture
def command(recordings):
    """The command line of an engine with a store of its own."""
    return [sys.executable, TAP, "--store", str(recordings / "work.db")]
