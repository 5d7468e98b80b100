"""`make crash`: every sweep and the mixed load, and a table of what came of them.

    run.py [--every N] [--seconds S] [--workers W]

`--every 10` makes each tenth trial of the sweeps, `--seconds 0` leaves the mixed load out."""

import argparse
import random
import sys

import load
import sweep
from promises import Broken


def main():
    parser = argparse.ArgumentParser(description="Tries to break the program's durability.")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=3)
    parser.add_argument("--workers", type=int, default=3)
    options = parser.parse_args()
    obstacle = sweep.is_possible()
    if obstacle:
        sys.exit(f"crash: the sweeps cannot be made here: {obstacle}")
    failures = sweeps(options)
    if options.seconds:
        failures += mixed_load(options)
    kinds = [failure.kind for failure in failures]
    row("steps run twice", kinds.count("twice"))
    row("steps lost", kinds.count("lost"))
    row("other promises broken", kinds.count("other"))
    sys.exit(1 if failures else 0)


def sweeps(options):
    counts = sweep.survey()
    told = ", ".join(f"{call} {count}" for call, count in counts.items())
    print(f"calls of one undisturbed run, by the thread that makes most: {told}", flush=True)
    broken = []
    for name, trials in (("kills", sweep.kills(counts)), ("disk failures", sweep.outages(counts))):
        # By lot: the trials follow a pattern, and each tenth of them might be of one kind.
        trials = random.Random(0).sample(trials, max(1, len(trials) // options.every))
        outcomes, failures = sweep.run(trials, options.workers, complain)
        row(f"{name} tried", len(trials))
        row("  of which came about", sum(outcome.hit for outcome in outcomes))
        row("  workflows recovered", sum(outcome.recovered for outcome in outcomes))
        if name != "kills":
            row("  answers storeUnavailable", sum(outcome.outages for outcome in outcomes))
        broken += failures
    return broken


def mixed_load(options):
    try:
        result = load.run(options.seconds, options.pause)
    except Broken as failure:
        complain(failure)
        return [failure]
    row(f"two engines, {options.seconds:g} s: kills", result.kills)
    row("  workflows completed", result.workflows)
    row("  steps recorded", result.steps)
    row("  attempts made for them", result.attempts)
    return []


def row(name, value):
    print(f"{name:36}{value:>12,}", flush=True)


def complain(text):
    print(f"BROKEN: {text}", flush=True)


if __name__ == "__main__":
    main()
