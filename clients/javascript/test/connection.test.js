import assert from "node:assert/strict";
import { beforeEach, afterEach, test } from "node:test";

import { ConnectionClosed, ParseError, StepwellError, WorkflowNotFound } from "../src/index.js";
import { Peer, ping } from "../support/peer.js";

let peer, engine;

beforeEach(async () => {
  peer = await Peer.connected({ a: () => 1 });
  ({ engine } = peer);
});

afterEach(async () => {
  await engine.close();
  peer.close();
});

test("the client introduces itself, its process and its agents", () => {
  const { protocolVersion, processId, clientInfo, agents } = peer.introduction;
  assert.equal(protocolVersion, 1);
  assert.equal(processId, process.pid);
  assert.equal(clientInfo.name, "stepwell-javascript");
  assert.deepEqual(agents, [{ agentId: "a" }]);
  assert.deepEqual(engine.info, { protocolVersion: 1 });
});

test("params are sent as they are", async () => {
  const params = { workflowId: "w", _meta: { a_b: null }, left: undefined };
  const call = engine.call("m", params);
  assert.deepEqual(await peer.answer("m", { x: 1 }), { workflowId: "w", _meta: { a_b: null } });
  assert.deepEqual(await call, { x: 1 });
});

test("answers find their requests in any order", async () => {
  const calls = [engine.call("first"), engine.call("second")];
  const [one, two] = [await peer.receive("first"), await peer.receive("second")];
  peer.send({ id: two.id, result: 2 }, { id: one.id, result: 1 });
  assert.deepEqual(await Promise.all(calls), [1, 2]);
});

test("a refusal is thrown by its type", async () => {
  const call = engine.call("workflow/get", { workflowId: "w" });
  const { id } = await peer.receive();
  const data = { type: "workflowNotFound", workflowId: "w" };
  peer.send({ id, error: { code: 1001, message: "Workflow with ID w not found", data } });
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof WorkflowNotFound && error instanceof StepwellError);
    assert.equal(error.code, 1001);
    assert.equal(error.data.workflowId, "w");
    assert.match(error.message, /ID w not found/);
    return true;
  });
});

test("an unknown type of error is kept", async () => {
  const call = engine.call("m");
  const { id } = await peer.receive();
  peer.send({ id, error: { code: 1999, message: "later", data: { type: "inventedLater" } } });
  await assert.rejects(call, { name: "StepwellError", type: "inventedLater", code: 1999 });
});

test("lines may be long and come in pieces, and characters be cut", async () => {
  const call = engine.call("m");
  const { id } = await peer.receive("m");
  const text = "é\u2028".repeat(300_000);
  const bytes = Buffer.from(`${JSON.stringify({ jsonrpc: "2.0", id, result: text })}\r\n`);
  for (let at = 0; at < bytes.length; at += 77_777) peer.write(bytes.subarray(at, at + 77_777));
  assert.equal(await call, text);
});

test("aborting the signal cancels the request", async () => {
  const controller = new AbortController();
  const call = engine.call("workflow/wait", { workflowId: "w" }, { signal: controller.signal });
  const { id } = await peer.receive("workflow/wait");
  const reason = new Error("enough");
  controller.abort(reason);
  await assert.rejects(call, reason);
  const notice = await peer.receive("$/cancelRequest");
  assert.deepEqual(notice.params, { id });
  assert.equal(notice.id, undefined);
  peer.send({ id, error: { code: -32800, message: "late" } });
  await assert.rejects(engine.call("m", {}, { signal: controller.signal }), reason);
  await ping(peer);
});

test("what is not JSON is refused before it is sent", async () => {
  await assert.rejects(engine.call("m", { value: 1n }), TypeError);
  await assert.rejects(engine.call("m", { value: "\ud800" }), TypeError);
  const call = engine.call("m", { value: "\\ud800 \u{1F600}" });
  assert.deepEqual(await peer.answer("m", null), { value: "\\ud800 \u{1F600}" });
  assert.equal(await call, null);
});

test("everything that waits ends with the connection", async () => {
  const call = engine.call("workflow/wait", { workflowId: "w" });
  await peer.receive("workflow/wait");
  peer.close();
  await assert.rejects(call, ConnectionClosed);
  await assert.rejects(engine.call("server/ping"), ConnectionClosed);
  await engine.closed();
});

test("a peer that does not speak JSON is not waited for", async () => {
  const call = engine.call("m");
  await peer.receive("m");
  peer.write("Usage: something else\n");
  await assert.rejects(call, /cannot be understood/);
});

test("a message the engine could not read is not waited for", async () => {
  const call = engine.call("m");
  await peer.receive("m");
  const error = { code: -32700, message: "no JSON", data: { type: "parseError" } };
  peer.send({ id: null, error });
  await assert.rejects(call, ParseError);
});

test("requests of methods unknown here are refused, notifications are ignored", async () => {
  peer.send({ method: "log/message", params: { level: "info" } });
  peer.send({ id: "x", method: "window/showDocument" });
  const answer = await peer.receive();
  assert.equal(answer.id, "x");
  assert.equal(answer.error.code, -32601);
});
