import assert from "node:assert/strict";
import { beforeEach, afterEach, test } from "node:test";

import { AgentError, AgentResult, Conflict, accepted } from "../src/index.js";
import { Peer } from "../support/peer.js";

let peer, engine;

beforeEach(async () => {
  peer = await Peer.connected();
  ({ engine } = peer);
});

afterEach(async () => {
  await engine.close();
  peer.close();
});

/** Makes a function the agent "a". */
async function offer(run, options) {
  engine.agent("a", run, options);
  return (await peer.answer("agent/register", { agents: [] })).agents[0];
}

async function answerOf(run, call) {
  await offer(run);
  peer.callAgent(call);
  const answer = await peer.receive();
  assert.equal(answer.id, "run-1");
  return answer;
}

test("a worker claims calls and ends them", async () => {
  const claim = engine.claim(["a", "b"], { max: 2, waitMs: 1500 });
  const calls = [1, 2].map((n) => ({ callId: `call-${n}`, agentId: "a", input: n }));
  const params = await peer.answer("agent/claim", { calls });
  assert.deepEqual(params, { agentIds: ["a", "b"], max: 2, waitMs: 1500 });
  const [first, second] = await claim;
  assert.equal(first.input, 1);
  const ends = [
    first.heartbeat(),
    first.complete("done"),
    second.fail("no", { type: "denied", retryAfterMs: 2000 }),
  ];
  assert.deepEqual(await peer.answer("agent/heartbeat", {}), { callId: "call-1" });
  const completed = await peer.answer("agent/complete", { accepted: true });
  assert.deepEqual(completed, { callId: "call-1", result: "done" });
  const error = { message: "no", type: "denied", retryAfterMs: 2000 };
  const failed = await peer.answer("agent/fail", { accepted: true });
  assert.deepEqual(failed, { callId: "call-2", error });
  await Promise.all(ends);
});

test("a function is registered before the next request", async () => {
  const run = async () => 1;
  assert.equal(engine.agent("a", run, { description: "Answers.", maxConcurrency: 2 }), run);
  const call = engine.call("server/ping");
  const { agents } = await peer.answer("agent/register", { agents: [] });
  assert.deepEqual(agents, [{ agentId: "a", description: "Answers.", maxConcurrency: 2 }]);
  await peer.answer("server/ping", {});
  await call;
});

test("a refused registration is thrown by the next call", async () => {
  engine.agent("a", () => 1);
  const { id } = await peer.receive("agent/register");
  peer.send({ id, error: { code: 1005, message: "taken", data: { type: "conflict" } } });
  await assert.rejects(engine.call("server/ping"), Conflict);
});

test("a function gets the input and the call", async () => {
  const { result } = await answerOf((input, call) => [input, call.attempt, call.callId]);
  assert.deepEqual(result, { result: ["hello", 1, "call-1"] });
});

test("a result of nothing is null", async () => {
  assert.deepEqual((await answerOf(async () => {})).result, { result: null });
});

test("a result may have messages and usage", async () => {
  const messages = [{ role: "assistant", content: "thinking" }];
  const usage = { inputTokens: 1 };
  const { result } = await answerOf(() => new AgentResult("done", { messages, usage }));
  assert.deepEqual(result, { result: "done", messages, usage });
});

test("an accepted call is released", async () => {
  assert.deepEqual((await answerOf(() => accepted)).result, { accepted: true });
});

test("updates are sent while the function works", async () => {
  await offer(async (input, call) => {
    call.update({ delta: "some " });
    call.update({ progress: 0.5 });
    call.update({ message: { role: "assistant", content: "half way" } });
    call.update();
    return "text";
  });
  peer.callAgent();
  const updates = [];
  for (let count = 0; count < 4; count += 1) {
    updates.push((await peer.receive("agent/update")).params);
  }
  assert.deepEqual(updates, [
    { callId: "call-1", delta: "some " },
    { callId: "call-1", progress: 0.5 },
    { callId: "call-1", message: { role: "assistant", content: "half way" } },
    { callId: "call-1" },
  ]);
  assert.deepEqual((await peer.receive()).result, { result: "text" });
});

test("an agent error says whether another attempt may succeed", async () => {
  const { error } = await answerOf(() => {
    throw new AgentError("busy", { type: "rateLimited", retryAfterMs: 2000 });
  });
  assert.equal(error.message, "busy");
  assert.deepEqual(error.data, { type: "rateLimited", retryable: true, retryAfterMs: 2000 });
});

test("an agent error that says nothing leaves it to the policy", async () => {
  const { error } = await answerOf(() => Promise.reject(new AgentError("no")));
  assert.deepEqual(error.data, { type: "AgentError" });
});

test("any other exception is final under the name of its class", async () => {
  const { error } = await answerOf(() => null.missing);
  assert.deepEqual(error.data, { type: "TypeError", retryable: false });
  assert.match(error.message, /missing/);
});

test("a result that is not JSON fails the step", async () => {
  for (const value of [1n, () => 1, Symbol("s")]) {
    const { error } = await answerOf(() => value);
    assert.equal(error.data.type, "TypeError");
  }
});

test("an agent that is not offered is refused", async () => {
  peer.callAgent({ agentId: "other" });
  const { error } = await peer.receive();
  assert.deepEqual([error.code, error.data.type], [1007, "agentNotFound"]);
});

test("cancelling the call aborts its signal and is answered at once", async () => {
  const seen = [];
  let started;
  const start = new Promise((resolve) => (started = resolve));
  await offer((input, call) => {
    call.signal.addEventListener("abort", () => seen.push(call.signal.reason.message));
    started();
    return new Promise(() => {});
  });
  peer.callAgent({}, "run-7");
  await start;
  peer.send({ method: "$/cancelRequest", params: { id: "unknown" } });
  peer.send({ method: "$/cancelRequest", params: { id: "run-7" } });
  const { id, error } = await peer.receive();
  assert.deepEqual([id, error.code], ["run-7", -32800]);
  assert.deepEqual(seen, ["The engine has given the call up"]);
});

test("calls run beside each other", async () => {
  const waiting = [];
  await offer((input) => new Promise((resolve) => {
    waiting.push(() => resolve(input));
    if (waiting.length === 2) waiting.reverse().forEach((resume) => resume());
  }));
  peer.callAgent({ input: "one" }, "1");
  peer.callAgent({ input: "two" }, "2");
  const answers = [await peer.receive(), await peer.receive()];
  const byId = Object.fromEntries(answers.map(({ id, result }) => [id, result.result]));
  assert.deepEqual(byId, { 1: "one", 2: "two" });
});

test("a program that leaves answers nothing for the calls it drops", async () => {
  let signal;
  await new Promise((resolve) => {
    offer((input, call) => {
      ({ signal } = call);
      resolve();
      return new Promise(() => {});
    }).then(() => peer.callAgent());
  });
  await engine.close();
  assert.equal(signal.aborted, true);
  assert.equal(await peer.receive(), undefined);
});
