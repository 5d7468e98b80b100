"""Editors as they come from Debian: their own language server clients, over Content-Length."""

import json
import pathlib
import shutil
import subprocess

import pytest

from conftest import PATIENCE, consecutive

FOLDER = pathlib.Path(__file__).parent


@pytest.mark.skipif(not shutil.which("nvim"), reason="SKIPPED: Neovim is not installed")
def test_neovim_creates_executes_hears_events_and_runs_an_agent(command):
    script = str(FOLDER / "neovim.lua")
    lua = f"arg = vim.json.decode([==[{json.dumps(command)}]==]); dofile([==[{script}]==])"
    seen = talk(["nvim", "--headless", "-u", "NONE", "-i", "NONE",
                 "-c", f"lua {lua}", "-c", "qall!"])
    assert seen["server"] == "stepwell"
    assert (seen["created"], seen["executed"]) == ("pending", "running")
    assert seen["status"] == "completed"
    assert seen["output"] == "héllo through Neovim through Neovim"
    assert seen["calls"] == ["héllo", "héllo through Neovim"]
    assert seen["events"] == consecutive(seen["events"])
    assert seen["kinds"][-1] == "workflow.completed"
    assert seen["missing"]["code"] == 1001
    assert seen["missing"]["data"]["type"] == "workflowNotFound"
    assert seen["exit"] == 0


@pytest.mark.skipif(not shutil.which("emacs"), reason="SKIPPED: Emacs is not installed")
def test_emacs_creates_executes_hears_events_and_runs_an_agent(command):
    seen = talk(["emacs", "--batch", "-Q", "-l", str(FOLDER / "emacs.el"), "--", *command])
    assert seen["status"] == "completed"
    assert seen["output"] == "héllo through Emacs through Emacs"
    assert seen["events"] == consecutive(seen["events"])
    assert seen["missing"] == 1001
    assert seen["nameless"] == -32600, "a method that is a string is sent as null"
    assert seen["exit"] == 0


def talk(arguments):
    done = subprocess.run(
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        timeout=PATIENCE, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith(b"{")]
    assert lines, done.stderr.decode(errors="replace")[-3000:]
    return json.loads(lines[-1])
