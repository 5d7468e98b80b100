import assert from "node:assert/strict";
import { beforeEach, afterEach, test } from "node:test";

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

test("a template is kept and becomes a workflow", async () => {
  const definition = { name: "W", steps: [] };
  const creating = engine.templates.create("t", definition, { version: 2 });
  const params = await peer.answer("template/create", { name: "t", version: 2 });
  assert.deepEqual(params, { name: "t", definition, version: 2 });
  assert.equal((await creating).version, 2);
  const making = engine.templates.instantiate("t", { input: { x: 1 }, execute: true });
  const made = await peer.answer("template/instantiate", { id: "w", status: "running" });
  assert.deepEqual(made, { name: "t", input: { x: 1 }, execute: true });
  assert.equal((await making).id, "w");
});

test("a list goes through all pages", async () => {
  const listing = engine.templates.list();
  assert.deepEqual(
    await peer.answer("template/list", { templates: ["a"], nextCursor: "c" }),
    { limit: 1000 },
  );
  const next = await peer.answer("template/list", { templates: ["b"] });
  assert.deepEqual(next, { limit: 1000, cursor: "c" });
  assert.deepEqual(await listing, ["a", "b"]);
});

test("a question is answered or declined", async () => {
  const listing = engine.inputs.list({ workflowId: "w" });
  const asked = await peer.answer("input/list", { inputs: [{ inputId: "i" }] });
  assert.deepEqual(asked, { workflowId: "w", limit: 1000 });
  assert.deepEqual(await listing, [{ inputId: "i" }]);
  const answering = engine.inputs.respond("i", { yes: true });
  const params = await peer.answer("input/respond", {});
  assert.deepEqual(params, { inputId: "i", action: "accept", content: { yes: true } });
  await answering;
  const declining = engine.inputs.decline("i");
  const declined = await peer.answer("input/respond", {});
  assert.deepEqual(declined, { inputId: "i", action: "decline" });
  await declining;
});
