import assert from "node:assert/strict";
import { beforeEach, afterEach, test } from "node:test";

import { ConnectionClosed, Workflow } from "../src/index.js";
import { Peer } from "../support/peer.js";

const WORKFLOW = { id: "w", name: "W", status: "running", cursor: "1" };
let peer, engine, workflow;

beforeEach(async () => {
  peer = await Peer.connected();
  ({ engine } = peer);
  workflow = new Workflow(WORKFLOW, engine);
});

afterEach(async () => {
  await engine.close();
  peer.close();
});

function told(method, params) {
  return { method, params: { subscriptionId: "s-1", ...params } };
}

function notice(cursor, { type = "step.started", subscriptionId = "s-1", ...members } = {}) {
  const event = { workflowId: "w", type, at: "2026-01-01T00:00:00.000Z", ...members };
  if (cursor === undefined) return told("workflow/event", { subscriptionId, event });
  event.seq = Number(cursor);
  return told("workflow/event", { subscriptionId, cursor, event });
}

async function collect(options) {
  const events = [];
  for await (const event of workflow.events(options)) events.push(event);
  return events;
}

/** Answers a subscription together with the messages behind it; returns its params. */
async function subscribed(messages, subscriptionId = "s-1") {
  const { id, params } = await peer.receive("events/subscribe");
  peer.send({ id, result: { subscriptionId, cursor: "0" } }, ...messages);
  return params;
}

async function finished({ status = "completed", later = [] } = {}) {
  await peer.answer("workflow/get", { ...WORKFLOW, status });
  if (status === "running") return undefined;
  return peer.answer("events/list", { events: later, cursor: "9", hasMore: false });
}

const sequence = (events) => events.map(({ seq }) => seq);

test("events right behind the answer are not lost", async () => {
  const collecting = collect();
  const params = await subscribed([notice("1"), notice("2", { type: "workflow.completed" })]);
  assert.deepEqual(params, { workflowId: "w", ephemeral: true, after: "0" });
  assert.equal((await finished()).after, "2");
  const story = (await collecting).map(({ seq, type, cursor }) => [seq, type, cursor]);
  assert.deepEqual(story, [[1, "step.started", "1"], [2, "workflow.completed", "2"]]);
});

test("a retried workflow is followed to its last end", async () => {
  const collecting = collect();
  await subscribed([
    notice("1", { type: "workflow.failed" }),
    notice("2", { type: "workflow.retried" }),
  ]);
  await finished({ later: [{ type: "workflow.completed" }] });
  peer.send(notice("3", { type: "workflow.completed" }));
  await finished();
  assert.deepEqual(sequence(await collecting), [1, 2, 3]);
});

test("an end that is over already does not end the events", async () => {
  const collecting = collect();
  await subscribed([notice("1", { type: "workflow.failed" })]);
  await finished({ status: "running" });
  peer.send(notice("2", { type: "workflow.deleted" }));
  assert.deepEqual(sequence(await collecting), [1, 2]);
});

test("unknown types and members are kept", async () => {
  const collecting = collect();
  await subscribed([
    notice("1", { type: "step.inventedLater", mood: "good" }),
    notice("2", { type: "workflow.deleted" }),
  ]);
  const [event] = await collecting;
  assert.deepEqual([event.type, event.mood], ["step.inventedLater", "good"]);
});

test("only the wanted types are told and the end is seen all the same", async () => {
  const collecting = collect({ types: ["step.started"], ephemeral: false, after: "7" });
  const params = await subscribed([notice("8"), notice("9", { type: "workflow.deleted" })]);
  assert.equal(params.after, "7");
  assert.equal(params.ephemeral, false);
  assert.ok(params.types.includes("workflow.failed"));
  assert.deepEqual(sequence(await collecting), [8]);
});

test("a lagging subscription goes on behind the last event read", async () => {
  const collecting = collect();
  const lagged = told("events/lagged", { resumeFrom: "1" });
  await subscribed([notice("1"), notice(undefined, { type: "step.delta" }), lagged]);
  await peer.answer("events/unsubscribe", null);
  const subscriptionId = "s-2";
  const params = await subscribed(
    [notice("2", { subscriptionId }), notice("3", { type: "workflow.deleted", subscriptionId })],
    subscriptionId,
  );
  assert.equal(params.after, "1");
  assert.deepEqual(sequence(await collecting), [1, undefined, 2, 3]);
});

test("events that nobody reads do not pile up here", async () => {
  engine.subscriptions.maxUnread = 2;
  const stream = workflow.events();
  const first = stream.next();
  await subscribed(["1", "2", "3", "4", "5"].map((cursor) => notice(cursor)));
  assert.equal((await first).value.seq, 1);
  assert.equal((await stream.next()).value.seq, 2);
  const rest = stream.next();
  await peer.answer("events/unsubscribe", null);
  const params = await subscribed([notice("3", { subscriptionId: "s-2" })], "s-2");
  assert.equal(params.after, "2");
  assert.equal((await rest).value.seq, 3);
  await stream.return();
});

test("a reader that stops unsubscribes", async () => {
  const reading = (async () => {
    for await (const event of workflow.events()) return event;
  })();
  await subscribed([notice("1")]);
  assert.deepEqual(await peer.answer("events/unsubscribe", null), { subscriptionId: "s-1" });
  assert.equal((await reading).seq, 1);
});

test("an aborted signal ends the events with its reason", async () => {
  const controller = new AbortController();
  const collecting = collect({ signal: controller.signal });
  await subscribed([notice("1")]);
  const reason = new Error("enough");
  controller.abort(reason);
  await assert.rejects(collecting, reason);
});

test("the end of the connection is no end of the workflow", async () => {
  const collecting = collect();
  await subscribed([notice("1")]);
  peer.close();
  await assert.rejects(collecting, ConnectionClosed);
});

test("the store failing the subscription makes a new one", async () => {
  const collecting = collect();
  await subscribed([notice("1"), told("events/ended", { reason: "error" })]);
  await peer.answer("events/unsubscribe", null);
  const last = notice("2", { type: "workflow.deleted", subscriptionId: "s-2" });
  assert.equal((await subscribed([last], "s-2")).after, "1");
  assert.deepEqual(sequence(await collecting), [1, 2]);
});
