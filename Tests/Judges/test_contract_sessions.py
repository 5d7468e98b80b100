"""All that the engine says while the tests of the contract run, held against protocol/."""

import os
import pathlib
import subprocess
import sys

from conftest import TAP

PROGRAM = pathlib.Path(__file__).resolve().parents[1] / "Program"


def test_every_message_of_the_contracts_sessions_is_as_the_schemas_say(recordings):
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "test_contract_requests", "test_contract_workflows",
         "test_contract_agents", "test_contract_events", "test_contract_time"],
        cwd=PROGRAM, stderr=subprocess.PIPE, text=True, check=False,
        env={**os.environ, "STEPWELL_BINARY": TAP})
    assert done.returncode == 0, done.stderr[-3000:]
