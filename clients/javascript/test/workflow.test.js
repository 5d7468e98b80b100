import assert from "node:assert/strict";
import { beforeEach, afterEach, test } from "node:test";

import { ResultTimeout, Workflow, WorkflowCancelled, WorkflowFailed } from "../src/index.js";
import { Peer } from "../support/peer.js";

const WORKFLOW = { id: "w", name: "W", status: "running", currentStepIndex: 1, steps: [] };
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

test("a definition is sent as it is", async () => {
  const definition = { name: "W", steps: [{ agentId: "a" }], idempotencyKey: "k", execute: true };
  const creating = engine.workflow.create(definition);
  assert.deepEqual(await peer.answer("workflow/create", WORKFLOW), definition);
  const wf = await creating;
  assert.deepEqual([wf.id, wf.currentStepIndex, wf.steps, wf.output], ["w", 1, [], undefined]);
});

test("every method brings the object up to date, members that went included", async () => {
  const waiting = new Workflow({ ...WORKFLOW, waitingFor: [], pause: "a later member" }, engine);
  const pausing = waiting.pause();
  await peer.answer("workflow/pause", { ...WORKFLOW, status: "paused" });
  assert.equal(await pausing, waiting);
  assert.equal(waiting.status, "paused");
  assert.equal("waitingFor" in waiting, false);
});

const step = { agentId: "a", if: "true" };
const calls = [
  [(wf) => wf.execute(), "execute", { events: false }],
  [(wf) => wf.resume({ idempotencyKey: "k" }), "resume", { idempotencyKey: "k" }],
  [(wf) => wf.cancel("enough"), "cancel", { reason: "enough" }],
  [(wf) => wf.retry({ fromStepId: "s" }), "retry", { fromStepId: "s" }],
  [(wf) => wf.addStep(step, { after: "s" }), "addStep", { step, after: "s" }],
  [(wf) => wf.update({ description: null }), "update", { description: null }],
  [(wf) => wf.refresh(), "get", {}],
  [(wf) => wf.wait({ until: "blocked", timeoutMs: 5 }), "wait", { until: "blocked", timeoutMs: 5 }],
];
for (const [call, verb, members] of calls) {
  test(`${verb} sends what it is given`, async () => {
    const calling = call(workflow);
    const params = await peer.answer(`workflow/${verb}`, WORKFLOW);
    assert.deepEqual(params, { workflowId: "w", ...members });
    await calling;
  });
}

test("a fork is another workflow", async () => {
  const forking = workflow.fork("draft", { execute: true });
  const params = await peer.answer("workflow/fork", { ...WORKFLOW, id: "v" });
  assert.deepEqual(params, { workflowId: "w", atStepId: "draft", execute: true });
  assert.deepEqual([(await forking).id, workflow.id], ["v", "w"]);
});

test("a signal answers whether a step waited for it", async () => {
  const signalling = workflow.signal("go", { by: "Ada" });
  const params = await peer.answer("workflow/signal", { delivered: true });
  assert.deepEqual(params, { workflowId: "w", name: "go", payload: { by: "Ada" } });
  assert.equal(await signalling, true);
});

test("a step is resolved by hand", async () => {
  const resolving = workflow.resolve("charge", "complete", { result: null });
  const params = await peer.answer("step/resolve", { ...WORKFLOW, status: "completed" });
  const sent = { workflowId: "w", stepId: "charge", action: "complete", result: null };
  assert.deepEqual(params, sent);
  await resolving;
  assert.equal(workflow.status, "completed");
});

test("a document is exported and imported", async () => {
  const document = { format: "stepwell.workflow" };
  const exporting = workflow.export();
  assert.deepEqual(await peer.answer("workflow/export", document), { workflowId: "w" });
  assert.deepEqual(await exporting, document);
  const importing = engine.workflow.importDocument(document);
  assert.deepEqual(await peer.answer("workflow/import", WORKFLOW), { document });
  assert.equal((await importing).id, "w");
});

test("a deletion answers whether it met something", async () => {
  const deleting = workflow.delete({ force: true });
  const params = await peer.answer("workflow/delete", { deleted: true });
  assert.deepEqual(params, { workflowId: "w", force: true });
  assert.equal(await deleting, true);
});

async function resultOf(answer) {
  const waiting = workflow.result();
  await peer.answer("workflow/wait", { ...WORKFLOW, ...answer });
  return waiting;
}

test("the result is the output", async () => {
  assert.deepEqual(await resultOf({ status: "completed", output: { x: 1 } }), { x: 1 });
});

test("the result of a failed workflow is its problem", async () => {
  const problem = { type: "KeyError", message: "'x'", retryable: false };
  const failing = resultOf({ status: "failed", error: "'x'", problem });
  await assert.rejects(failing, (error) => {
    assert.ok(error instanceof WorkflowFailed);
    assert.equal(error.type, "KeyError");
    assert.deepEqual(error.problem, problem);
    assert.match(error.message, /failed: 'x'/);
    return true;
  });
});

test("a cancelled workflow has no result", async () => {
  await assert.rejects(resultOf({ status: "cancelled" }), WorkflowCancelled);
});

test("the wait for a result may end before it", async () => {
  await assert.rejects(resultOf({ status: "running" }), ResultTimeout);
});

test("a page of workflows knows the next one", async () => {
  const listing = engine.workflow.list({ status: "running" });
  const answer = { workflows: [WORKFLOW], nextCursor: "c" };
  assert.deepEqual(await peer.answer("workflow/list", answer), { status: "running" });
  const page = await listing;
  assert.deepEqual([page.length, page[0].id, page.nextCursor], [1, "w", "c"]);
});

test("a workflow is found by its id or its key", async () => {
  for (const [reference, params] of [
    ["w", { workflowId: "w" }],
    [{ workflowKey: "k" }, { workflowKey: "k" }],
  ]) {
    const finding = engine.workflow.get(reference);
    assert.deepEqual(await peer.answer("workflow/get", WORKFLOW), params);
    assert.equal((await finding).id, "w");
  }
});
