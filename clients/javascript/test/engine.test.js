import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { promisify } from "node:util";

import {
  AgentError, ConnectionClosed, InvalidDefinition, MethodNotFound, ResultTimeout,
  WorkflowCancelled, WorkflowFailed, accepted, connect,
} from "../src/index.js";

const binary = findBinary();
const skip = binary === undefined ? "no engine: set STEPWELL_BINARY" : false;

function findBinary() {
  const wanted = process.env.STEPWELL_BINARY || "stepwell";
  const folders = wanted.includes("/") ? [""] : (process.env.PATH ?? "").split(delimiter);
  const paths = folders.map((folder) => (isAbsolute(wanted) ? wanted : resolve(folder, wanted)));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

describe("the client with a real engine", { skip }, () => {
  let engine;

  beforeEach(async () => {
    engine = await connect({ store: "memory:", binary });
  });

  afterEach(async () => {
    await engine.close();
  });

  const create = (steps, members) => engine.workflow.create({ name: "W", steps, ...members });

  test("the first example of the README runs", async () => {
    const text = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const example = text.split("```javascript\n")[1].split("```")[0];
    const folder = await mkdtemp(join(tmpdir(), "stepwell-"));
    try {
      const library = new URL("../src/index.js", import.meta.url).href;
      const file = join(folder, "example.mjs");
      await writeFile(file, example.replace('from "stepwell"', `from "${library}"`));
      const env = { ...process.env, STEPWELL_BINARY: binary };
      const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
      const lines = stdout.trimEnd().split("\n");
      assert.equal(lines[0], "1 workflow.created ");
      assert.match(stdout, / workflow\.completed /);
      const notes = "Notes on: Research the latest AI trends";
      const report = `Report (Generate a report based on the summary): Summary of "${notes}"`;
      assert.ok(lines.includes(report), stdout);
      assert.equal(lines.at(-1), "1 workflow");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("the engine says what it is", () => {
    assert.equal(engine.info.serverInfo.name, "stepwell");
    assert.equal(engine.info.store.provider, "memory");
  });

  test("events tell the whole story with what is not stored", async () => {
    let subscribed;
    const subscription = new Promise((resolve) => (subscribed = resolve));
    engine.agent("writer", async (input, call) => {
      await subscription;
      call.update({ delta: "some " });
      call.update({ progress: 0.5 });
      return "some text";
    });
    const wf = await create([{ agentId: "writer", input: "x" }]);
    await wf.execute();
    const story = [];
    for await (const event of wf.events()) {
      story.push(event);
      subscribed();
    }
    const stored = story.filter(({ seq }) => seq !== undefined).map(({ seq }) => seq);
    assert.deepEqual(stored, stored.map((_, index) => index + 1));
    assert.equal(story.at(-1).type, "workflow.completed");
    assert.equal(story.length - stored.length, 2);
    const again = [];
    for await (const { seq } of wf.events({ after: story[1].cursor })) again.push(seq);
    assert.deepEqual(again, stored.slice(2));
  });

  test("a retryable failure is attempted again", async () => {
    const keys = new Set();
    engine.agent("flaky", (input, { attempt, idempotencyKey }) => {
      keys.add(idempotencyKey);
      if (attempt < 3) throw new AgentError("busy", { retryable: true });
      return attempt;
    });
    const retry = { maxAttempts: 3, initialInterval: "1ms", jitter: "none" };
    const wf = await create([{ agentId: "flaky", retry }], { execute: true });
    assert.equal(await wf.result(), 3);
    assert.equal(keys.size, 1);
  });

  test("an exception fails the workflow and a retry goes on from there", async () => {
    let isBroken = true;
    engine.agent("broken", () => (isBroken ? null.missing : "mended"));
    const wf = await create([{ agentId: "echo", input: 1 }, { agentId: "broken" }]);
    await wf.execute();
    await assert.rejects(wf.result(), (error) => {
      assert.ok(error instanceof WorkflowFailed);
      assert.equal(error.type, "TypeError");
      return true;
    });
    isBroken = false;
    await wf.retry();
    assert.deepEqual([wf.status, wf.generation], ["running", 2]);
    assert.equal(await wf.result(), "mended");
    const ends = [];
    const types = ["workflow.failed", "workflow.completed"];
    for await (const { type } of wf.events({ types })) ends.push(type);
    assert.deepEqual(ends, types);
  });

  test("cancelling a workflow aborts the agent that runs", async () => {
    let started, aborted;
    const start = new Promise((resolve) => (started = resolve));
    const abortion = new Promise((resolve) => (aborted = resolve));
    engine.agent("slow", (input, call) => {
      call.signal.addEventListener("abort", aborted);
      started();
      return new Promise(() => {});
    });
    const wf = await create([{ agentId: "slow", input: 1 }], { execute: true });
    await start;
    await wf.cancel("enough");
    await abortion;
    await assert.rejects(wf.result(), WorkflowCancelled);
  });

  test("an accepted call is completed later", async () => {
    let take;
    const taken = new Promise((resolve) => (take = resolve));
    engine.agent("later", (input, { callId }) => {
      take(callId);
      return accepted;
    });
    const wf = await create([{ agentId: "later", input: 1 }], { execute: true });
    const callId = await taken;
    await engine.call("agent/complete", { callId, result: { by: "another" } });
    assert.deepEqual(await wf.result(), { by: "another" });
  });

  test("giving up the wait leaves the workflow", async () => {
    const wf = await create([{ agentId: "nobody", input: 1 }], { execute: true });
    await assert.rejects(wf.result({ timeoutMs: 10 }), ResultTimeout);
    const controller = new AbortController();
    const waiting = wf.result({ signal: controller.signal });
    controller.abort();
    await assert.rejects(waiting, { name: "AbortError" });
    engine.agent("nobody", () => "somebody");
    assert.equal(await wf.result(), "somebody");
  });

  test("a mistake is answered with what was meant", async () => {
    await assert.rejects(engine.call("workflow/creat"), (error) => {
      assert.ok(error instanceof MethodNotFound);
      assert.equal(error.data.didYouMean, "workflow/create");
      return true;
    });
    await assert.rejects(create([{ agentId: "echo", inptu: 1 }]), (error) => {
      assert.ok(error instanceof InvalidDefinition);
      assert.equal(error.problems[0].path, "/steps/0/inptu");
      return true;
    });
  });

  test("work that was running goes on in the next engine", async () => {
    const folder = await mkdtemp(join(tmpdir(), "stepwell-"));
    const store = `sqlite:${join(folder, "work.db")}`;
    try {
      let started;
      const start = new Promise((resolve) => (started = resolve));
      const first = (input) => `${input}!`;
      const hang = () => new Promise(() => started());
      const one = await connect({ store, binary, agents: { first, second: hang } });
      const steps = [{ agentId: "first", input: "hi" }, { agentId: "second" }];
      const { id } = await one.workflow.create({ name: "W", steps, execute: true });
      await start;
      assert.equal(await one.close(), 0);
      const two = await connect({ store, binary, agents: { second: (input) => `${input}?` } });
      const wf = await two.workflow.get(id);
      assert.equal(await wf.result({ timeoutMs: 10_000 }), "hi!?");
      await two.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("an engine that cannot start says so at once", async () => {
    const failing = connect({ binary: process.execPath, args: ["-e", "process.exit(3)"] });
    await assert.rejects(failing, /status 3/);
    await assert.rejects(connect({ binary: "/nowhere/stepwell" }), ConnectionClosed);
  });

  test("closing ends the engine in order, also where the language does it", async () => {
    const other = await connect({ store: "memory:", binary });
    await other[Symbol.asyncDispose ?? Symbol.for("nodejs.asyncDispose")]();
    assert.equal(await other.close(), 0);
  });
});
