"""The engine's process: found, started and ended."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import Mapping, Optional, Sequence

from .errors import ConnectionClosed

_GRACE_SECONDS = 5.0
_TERMINATION_SECONDS = 2.0


def find_binary(binary: Optional[str] = None) -> str:
    """The engine's program: the one named, else `STEPWELL_BINARY`, else `stepwell` on PATH."""
    wanted = binary or os.environ.get("STEPWELL_BINARY") or "stepwell"
    found = shutil.which(wanted)
    if found is None:
        raise ConnectionClosed(
            f"There is no program {wanted!r}: install stepwell, set STEPWELL_BINARY, "
            "or give its path as `binary`"
        )
    return found


async def start(
    binary: Optional[str],
    store: Optional[str],
    args: Sequence[str],
    env: Optional[Mapping[str, str]],
    cwd: Optional[str],
) -> asyncio.subprocess.Process:
    """Starts the engine with its messages on pipes; what it logs goes to our stderr."""
    arguments = ([] if store is None else ["--store", store]) + list(args)
    return await asyncio.create_subprocess_exec(
        find_binary(binary),
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=None,
        env=None if env is None else dict(env),
        cwd=cwd,
    )


async def stop(process: asyncio.subprocess.Process) -> Optional[int]:
    """Ends the engine by ending its input; only one that does not listen is killed."""
    if process.stdin is not None:
        process.stdin.close()
    for seconds, insist in (
        (_GRACE_SECONDS, process.terminate),
        (_TERMINATION_SECONDS, process.kill),
        (_TERMINATION_SECONDS, None),
    ):
        try:
            return await asyncio.wait_for(process.wait(), seconds)
        except asyncio.TimeoutError:
            # Waiting also waits for the pipes, which something else may hold open.
            if process.returncode is None and insist is not None:
                insist()
    return process.returncode
