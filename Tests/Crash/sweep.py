"""Sweeps over the system calls by which the engine keeps its records: killed at the N-th of them, or
told by the N-th that the disk has failed or is full."""

import collections
import concurrent.futures
import pathlib
import shutil
import signal
import subprocess
import tempfile

import promises
import scenario
import seed
from client import Client, Gone, Outage, Told

CANDIDATES = (
    "pwrite64", "pwritev", "pwritev2", "write", "writev", "fdatasync", "fsync", "sync_file_range",
    "ftruncate", "truncate", "fallocate", "unlink", "unlinkat", "rename", "renameat", "renameat2",
    "link", "linkat", "mkdir", "mkdirat", "mknod", "mknodat", "fchmod", "fchown", "flock")
# What a full or broken disk refuses; the engine's pipes are no disk.
DISK = ("pwrite64", "pwritev", "pwritev2", "fdatasync", "fsync", "ftruncate", "fallocate")
# The first write of a thread may be the note in the ledger of an agent, which is traced as well.
FIRST = {"write": 3}

Trial = collections.namedtuple("Trial", "call fault when")
Outcome = collections.namedtuple("Outcome", "trial hit recovered attempts outages")


def is_possible():
    """Why strace cannot be used here; None where it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(
        ["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"ptrace is not allowed: {tried.stderr.strip()}"


def survey():
    """How often one thread makes each call in an undisturbed run: {call: count}."""
    with tempfile.TemporaryDirectory() as folder:
        trace = pathlib.Path(folder) / "trace"
        seed.make(folder)
        client = Client(folder, Told(), wrapper=[
            "strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={','.join(CANDIDATES)}",
            "-o", str(trace)])
        scenario.run(client)
        client.end()
        counts = collections.Counter()
        for line in trace.read_text().splitlines():
            thread, _, rest = line.partition(" ")
            call = rest.strip().partition("(")[0]
            if call in CANDIDATES:
                counts[call, thread] += 1
    most = collections.Counter()
    for (call, _), count in counts.items():
        most[call] = max(most[call], count)
    return dict(sorted(most.items()))


def kills(counts):
    """A trial for each call that was seen, and some more: no two runs are alike."""
    return [Trial(call, "signal=SIGKILL", str(n))
            for call, count in counts.items()
            for n in range(FIRST.get(call, 1), count + 1 + count // 10)]


def outages(counts):
    """For each call to the disk one that fails, some that fail, and all from there on."""
    return [Trial(call, f"error={error}", f"{n}{rest}")
            for call, count in counts.items() if call in DISK
            for n in range(1, count + 1)
            for error in ("EIO", "ENOSPC")
            for rest in (["", f"..{n + 4}", "+"] if n % 10 == 1 else [""])]


def disturb(trial, folder, told, **options):
    """Plays the scenario with an engine that meets the fault; whether it did."""
    trace = pathlib.Path(folder) / "trace"
    # Not with --seccomp-bpf, where strace 6.1 injects nothing.
    play(trial, Client(folder, told, wrapper=[
        "strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={trial.call}",
        "-e", f"inject={trial.call}:{trial.fault}:when={trial.when}"], **options))
    text = trace.read_text()
    return "(INJECTED)" in text or "+++ killed by SIGKILL +++" in text


def attempt(trial):
    """Plays the scenario with the fault, then without, and holds the result to the promises."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return disturbed(trial, folder)
    except Exception as error:
        kind = getattr(error, "kind", "other")
        raise promises.Broken(f"{' '.join(trial)}: {error!r}", kind) from error


def disturbed(trial, folder):
    told = Told()
    seed.make(folder)
    is_for_good = trial.when.endswith("+")
    hit = disturb(trial, folder, told, patience=1.5 if is_for_good else 20)
    if hit and "SIGKILL" in trial.fault and int(trial.when) % 2 == 0:
        # And once more, while it recovers.
        again = Trial("pwrite64", trial.fault, str(int(trial.when) % 37 + 1))
        disturb(again, folder, told)
    client = Client(folder, told)
    try:
        recovered = unfinished(client)
        scenario.run(client)
        attempts = promises.check(client)
        seed.check(client)
    finally:
        status = client.end()
    promises.expect(status == 0, f"exit status {status}: {client.errors[-3:]}")
    promises.integrity(client.folder / "work.db")
    return Outcome(trial, hit, recovered, attempts, told.outages)


def play(trial, client):
    """Plays the scenario as far as the engine lives."""
    try:
        scenario.run(client)
        promises.check(client)
    except Outage:
        client.die()
        promises.expect(trial.when.endswith("+"), "it did not go on when the disk did")
        is_told = any("nothing can be recorded" in line for line in client.errors)
        promises.expect(is_told, f"it did not say why it waits: {client.errors}")
    except Gone:
        status = client.end()
        is_killed = "SIGKILL" in trial.fault
        wanted = (-signal.SIGKILL, 128 + signal.SIGKILL) if is_killed else (78,)
        promises.expect(status in wanted, f"it ended with {status}: {client.errors[-3:]}")
    else:
        client.end()


def unfinished(client):
    found = client.ask("workflow/list", limit=100, includeSteps=False)["workflows"]
    return sum(w["status"] in ("pending", "running", "paused") for w in found
               if w["id"] not in ("parked", "seed"))


def run(trials, workers, report):
    """Makes the trials and gives their outcomes and the promises that were broken."""
    outcomes, failures = [], []
    with concurrent.futures.ThreadPoolExecutor(workers) as crew:
        for future in concurrent.futures.as_completed([crew.submit(attempt, t) for t in trials]):
            try:
                outcomes.append(future.result())
            except promises.Broken as failure:
                failures.append(failure)
                report(str(failure))
    return outcomes, failures
