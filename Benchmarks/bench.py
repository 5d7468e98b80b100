#!/usr/bin/env python3
"""Measures a release build beside what the machine can do at all, and prints one table.

Every row stands beside its floor, a C program (for servers, a Python one) that does the same in the
same run, one after the other: only the ratio says something about the engine. The head of driver.c and floor.c says what
they do; docs/benchmarks.md explains the rows. Nothing here fails because something was slow.
"""

import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import hrana
import parked
import replay
import scale
from table import Row, print_table

FOLDER = pathlib.Path(__file__).resolve().parent
BUILD = FOLDER.parent / ".build"
# RuntimeLimits.commitsPerGroup: no transaction of the engine holds more commits.
COMMITS_PER_GROUP = 512
INSTANT_ANSWERS = 128
TOPICS = ["launch", "trips", "chain", "fan", "parked", "scale", "talk", "libsql", "redis"]


class Tools:
    """The C programs beside this file, and the fsyncs counted for them."""

    def __init__(self, place):
        place.mkdir(parents=True, exist_ok=True)
        self.counter = place / "fsyncs"
        self.driver = self._compile(place / "driver", "driver.c", "peer.c", "text.c")
        self.floor = self._compile(place / "floor", "floor.c", libraries=["-lsqlite3"])
        self.library = self._compile(place / "fsyncs.so", "fsyncs.c", options=["-shared", "-fPIC"])

    def _compile(self, target, *sources, options=(), libraries=()):
        names = [FOLDER / name for name in (*sources, "measure.c")]
        command = [os.environ.get("CC", "cc"), "-std=c17", "-O2", "-Wall", "-Wextra", *options]
        subprocess.run([*command, "-o", target, *names, *libraries], check=True)
        return target

    def run(self, *arguments, counting=False):
        """What a tool printed; with `counting` it and what it starts count their fsyncs."""
        environment = dict(os.environ)
        if counting:
            self.counter.write_bytes(bytes(16))
            environment.update(LD_PRELOAD=str(self.library), BENCH_FSYNCS=str(self.counter))
        command = [str(argument) for argument in arguments]
        output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        return json.loads(output.stdout)


class Bench:
    def __init__(self, program, tools, place, options):
        self.program, self.tools, self.place, self.options = program, tools, place, options
        self.databases = 0

    def rows(self, topics):
        """The rows of some of the topics, in the order of the table."""
        for topic in TOPICS:
            if topic in topics:
                yield from getattr(self, topic)()

    def launch(self):
        existing, twin = self.database(), self.database()
        for name, ours, floor in (("memory", "memory", "memory"), ("SQLite", existing, twin)):
            engine, plain = self.engine(ours), [self.tools.floor, "answer", floor]
            self.measure("launch", 1, engine), self.measure("launch", 1, plain)
            times = self.pairs(lambda: self.measure("launch", self.options.launches, engine),
                               lambda: self.measure("launch", self.options.launches, plain))
            yield Row(f"launch to first response, {name}", "ms",
                      *self.each(times, lambda run: run["median"] / 1e6),
                      "≤ 10 ms", lambda row: row.ours <= 10)
            sizes = self.pairs(lambda: self.measure("idle", engine),
                               lambda: self.measure("idle", plain))
            yield Row(f"idle memory, {name}", "MiB",
                      *self.each(sizes, lambda run: run["resident"] / 1024),
                      "≤ 16 MiB", lambda row: row.ours <= 16)

    def trips(self):
        engine, plain = self.engine("memory"), [self.tools.floor, "answer", "memory"]
        for name, trips, depth in (("alone", 20_000, 1), ("64 deep", 300_000, 64)):
            runs = self.pairs(lambda: self.measure("echo", trips, depth, engine),
                              lambda: self.measure("echo", trips, depth, plain))
            yield Row(f"round trips, {name}", "/s", *self.each(runs, self.rate))

    def chain(self):
        for durability in ("full", "normal"):
            for agent in ("echo", "host"):
                yield from self.chain_of(agent, durability)

    def chain_of(self, agent, durability):
        steps = self.options.chain
        runs = self.workflows(durability, 1, "chain", steps, agent)
        name = f"chain of {steps:,} steps, {agent} agent, {durability}"
        isHeld = durability == "full" and agent == "echo"
        yield Row(f"{name}: steps", "/s", *self.rates(runs),
                  *(("≥ 0.7", lambda row: row.ratio >= 0.7) if isHeld else ()))
        if agent == "echo":
            grouped = self.workflows(durability, INSTANT_ANSWERS, "chain", steps, agent)
            yield Row(f"{name}: beside as few commits", "/s", *self.rates(grouped))
        yield Row(f"{name}: fsyncs", "a step", *self.each(runs, self.fsyncs))
        yield Row(f"{name}: commits", "a step", *self.each(runs, self.commits),
                  "≤ 1", lambda row: row.ours <= 1)

    def fan(self):
        for durability in ("full", "normal"):
            yield from self.fan_of(durability)

    def fan_of(self, durability):
        workflows, steps = self.options.workflows, 5
        runs = self.workflows(durability, COMMITS_PER_GROUP, "fan", workflows, steps)
        name = f"{workflows:,} workflows × {steps}, host agent, {durability}"
        yield Row(f"{name}: steps", "/s", *self.rates(runs))
        yield Row(f"{name}: fsyncs", "a step", *self.each(runs, self.fsyncs),
                  "< 0.1", lambda row: row.ours < 0.1)

    def parked(self):
        count = self.options.parked
        begun, later = parked.memory(self.engine(self.database(), "normal"), count)
        busy, _ = parked.memory(self.engine(self.database(), "normal"), count, ["waiting"])
        for name, size in (("in the engine that began them", begun), ("in the next one", later),
                           ("their agent there and silent", busy)):
            yield Row(f"memory of {count:,} parked workflows, {name}", "B each", [size], [0],
                      "≤ 1,024 B", lambda row: row.ours <= 1024)
        count = count // 10
        runs = [parked.start(self.engine(self.database(), "normal"), count)
                for _ in range(self.options.rounds)]
        floor = [parked.launch([self.tools.floor, "answer", self.database()])] * len(runs)
        yield Row(f"start on {count:,} unfinished workflows, first answer", "s",
                  [answered for answered, _ in runs], floor,
                  "< 1 s", lambda row: row.ours < 1)
        yield Row(f"start on {count:,} unfinished workflows, at rest", "s",
                  [settled for _, settled in runs], floor)

    def scale(self):
        """Here the floor is the same with a tenth as many: what is linear costs the same, a piece."""
        command = [self.program, "--durability", "normal"]
        for name, unit, definition, count in (
                ("forEach over {:,} items", "item", scale.wide, 10_000),
                ("loop of {:,} iterations", "iteration", scale.long, 100_000)):
            many, few = ([scale.run(command, self.database(), definition, size)]
                         for size in (count, count // 10))
            name = name.format(count)
            of = lambda index, factor, runs: [run[index] * factor for run in runs]  # noqa: E731
            yield Row(f"{name}: time", f"µs an {unit}", of(0, 1e6, many), of(0, 1e6, few),
                      "≤ 1.5", lambda row: row.ratio <= 1.5)
            yield Row(f"{name}: disk", f"B an {unit}", of(1, 1, many), of(1, 1, few),
                      "≤ 1.1", lambda row: row.ratio <= 1.1)
            yield Row(f"{name}: memory over idle", "MiB", of(2, 2**-20, many), of(2, 2**-20, few),
                      "≤ 2", lambda row: row.ratio <= 2)

    def talk(self):
        """Here the floor is what was said, byte for byte."""
        command = [self.program, "--durability", "normal"]
        for name, way in (("one workflow", scale.talk_in_steps),
                          ("a workflow a turn", scale.talk_in_workflows),
                          ("messages alone", scale.talk_in_messages)):
            size, said = scale.talk(command, self.database(), way)
            yield Row(f"400 turns in one thread, {name}: database", "KiB",
                      [size / 1024], [said / 1024], "≤ 2", lambda row: row.ratio <= 2)

    def libsql(self):
        """Skipped where there is no sqld; `Scripts/setup test` brings it."""
        if not hrana.IS_REAL:
            return
        run = lambda url: self.measure("fan", 64, 20, self.engine(url))  # noqa: E731
        runs = [hrana.measure(run) for _ in range(self.options.rounds)]
        name = "64 workflows × 20, host agent, libSQL"
        yield Row(f"{name}: steps", "/s", *self.each(runs, self.rate))
        yield Row(f"{name}: requests", "a step",
                  *self.each(runs, lambda run: run["trips"] / run["steps"]),
                  "< 1", lambda row: row.ours < 1)

    def redis(self):
        """Skipped where there is no redis-server."""
        if not shutil.which("redis-server"):
            return
        for way in (replay.Native, replay.REST):
            runs = [
                replay.measure(way, lambda url: self.measure("fan", 64, 20, self.engine(url)))
                for _ in range(self.options.rounds)
            ]
            name = f"64 workflows × 20, host agent, {way.name}"
            yield Row(f"{name}: steps", "/s", *self.each(runs, self.rate))
            yield Row(f"{name}: round trips", "a step",
                      *self.each(runs, lambda run: run["trips"] / run["steps"]), "< 1",
                      lambda row: row.ours < 1)

    def workflows(self, durability, group, *what):
        """Runs of the driver, each beside the floor that writes the same rows again."""
        runs = []
        for _ in range(self.options.rounds):
            database, copy = self.database(), self.database()
            ours = self.measure(*what, self.engine(database, durability), counting=True)
            ours["commits"] = self.commits_of_last(database)
            floor = self.tools.run(
                self.tools.floor, "rows", database, copy, durability.upper(), group, counting=True)
            floor["steps"] = ours["steps"]
            runs.append((ours, floor))
        return runs

    # Parts

    def engine(self, store, durability="full"):
        return [self.program, "--store", store, "--durability", durability]

    def database(self):
        self.databases += 1
        return self.place / f"{self.databases}.db"

    def measure(self, *arguments, counting=False):
        *what, program = arguments
        return self.tools.run(self.tools.driver, *what, "--", *program, counting=counting)

    def pairs(self, ours, floor):
        return [(ours(), floor()) for _ in range(self.options.rounds)]

    def commits_of_last(self, database):
        """Commits from the creation to the end of the last workflow, by the engine's own count."""
        with sqlite3.connect(database) as connection:
            creation, last = connection.execute(
                "SELECT creation, operation FROM workflow ORDER BY key DESC LIMIT 1").fetchone()
        return int(last.rsplit(":", 1)[1]) - int(creation.rsplit(":", 1)[1])

    @staticmethod
    def each(runs, value):
        return [value(ours) for ours, _ in runs], [value(floor) for _, floor in runs]

    @staticmethod
    def rate(run):
        return run["steps"] / run["nanoseconds"] * 1e9

    @staticmethod
    def rates(runs):
        """Steps a second as if each fsync of a pair of runs had taken the same time.

        A disk takes 0.2 ms for one and 3 ms for the next, whoever asks: without this the ratio
        would be about the disk. What remains is how many fsyncs there are, and all else.
        """
        rates = []
        for pair in runs:
            mean = sum(run["waiting"] for run in pair) / max(1, sum(run["fsyncs"] for run in pair))
            times = [run["nanoseconds"] - run["waiting"] + mean * run["fsyncs"] for run in pair]
            rates.append([run["steps"] / time * 1e9 for run, time in zip(pair, times)])
        return [list(column) for column in zip(*rates)]

    @staticmethod
    def fsyncs(run):
        return run["fsyncs"] / run["steps"]

    @staticmethod
    def commits(run):
        # The commit that ends one step begins the next: the first one only begins.
        return (run["commits"] - 1) / run["steps"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC",
                        help=f"what to measure: {', '.join(TOPICS)}; default: all")
    parser.add_argument("--program", type=pathlib.Path, default=BUILD / "release" / "stepwell")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each row; medians are shown")
    parser.add_argument("--launches", type=int, default=30, help="launches in a round")
    parser.add_argument("--chain", type=int, default=1000, help="steps of the chain")
    parser.add_argument("--workflows", type=int, default=1000, help="workflows at once")
    parser.add_argument("--parked", type=int, default=100_000, help="workflows that rest")
    options = parser.parse_args()
    if unknown := set(options.topics) - set(TOPICS):
        parser.error(f"there is no topic {', '.join(sorted(unknown))}")
    if not options.program.exists():
        sys.exit(f"{options.program} is missing; `make build` builds it")
    tools = Tools(BUILD / "bench")
    # Beside the build rather than in a temporary folder, which may lie in memory.
    place = pathlib.Path(tempfile.mkdtemp(dir=BUILD))
    try:
        print_table(list(Bench(options.program.resolve(), tools, place, options).rows(options.topics or TOPICS)))
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
