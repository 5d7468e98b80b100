import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { createInterface } from "node:readline";

import { Engine } from "../src/index.js";

/** A peer in place of an engine, which says what a test tells it to. */
export class Peer {
  #input = new PassThrough();
  #output = new PassThrough();
  #lines = createInterface({ input: this.#output })[Symbol.asyncIterator]();
  engine = new Engine(this.#input, this.#output);

  /** An engine's client and its peer, introduced to each other. */
  static async connected(agents) {
    const peer = new Peer();
    const opening = peer.engine.open(agents);
    peer.introduction = await peer.answer("initialize", { protocolVersion: 1 });
    await opening;
    return peer;
  }

  /** The next message of the client, which must be of the method; undefined at the end. */
  async receive(method) {
    const { value, done } = await this.#lines.next();
    if (done) return undefined;
    const message = JSON.parse(value);
    assert.equal(message.jsonrpc, "2.0");
    if (method !== undefined) assert.equal(message.method, method, value);
    return message;
  }

  /** Writes messages as one piece. */
  send(...messages) {
    this.write(messages.map((one) => `${JSON.stringify({ jsonrpc: "2.0", ...one })}\n`).join(""));
  }

  write(data) {
    this.#input.write(data);
  }

  /** Receives a request of a method and answers it; returns its params. */
  async answer(method, result) {
    const { id, params } = await this.receive(method);
    this.send({ id, result });
    return params;
  }

  callAgent(call = {}, id = "run-1") {
    const params = { callId: "call-1", agentId: "a", input: "hello", attempt: 1, ...call };
    this.send({ id, method: "agent/run", params });
  }

  close() {
    this.#input.end();
  }
}

/** Fails when the client says anything more than this ping. */
export async function ping(peer) {
  const call = peer.engine.call("server/ping");
  await peer.answer("server/ping", "pong");
  assert.equal(await call, "pong");
}
