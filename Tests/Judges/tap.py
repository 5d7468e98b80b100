#!/usr/bin/env python3
"""Stands between a client and the engine and keeps what each of them sent.

Runs the program named by STEPWELL_TAPPED with its own arguments, passes every byte on unchanged,
and writes what the client sent to `<n>.in` and what the engine sent to `<n>.out` in the folder
named by STEPWELL_TAP, where n is this process's id.
"""

import ctypes
import os
import pathlib
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Whoever kills the tap means the engine."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def copy(source, target, kept):
    with open(kept, "wb", buffering=0) as record:
        while data := os.read(source, 1 << 16):
            record.write(data)
            try:
                while data:
                    data = data[os.write(target, data):]
            except BrokenPipeError:
                break
    os.close(target)


def main():
    folder = pathlib.Path(os.environ["STEPWELL_TAP"])
    engine = subprocess.Popen(
        [os.environ["STEPWELL_TAPPED"], *sys.argv[1:]],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=die_with_parent)
    name = str(folder / str(os.getpid()))
    threading.Thread(
        target=copy, args=(0, os.dup(engine.stdin.fileno()), f"{name}.in"), daemon=True).start()
    engine.stdin.close()
    copy(engine.stdout.fileno(), 1, f"{name}.out")
    sys.exit(engine.wait())


if __name__ == "__main__":
    main()
