/**
 * Carries requests from standard input to an engine through the JavaScript client's `call`.
 *
 *     node carry.mjs PROGRAM ARGUMENT…
 *
 * Reads JSON-RPC requests, one a line, and answers them in kind, so that a transcript can be played
 * through the client. What the client does on its own (notifications, agents) is not carried.
 */

import { createInterface } from "node:readline";

import { StepwellError, connect } from "../javascript/src/index.js";

const [binary, ...args] = process.argv.slice(2);
const engine = await connect({ binary, args });
const calls = [];

for await (const line of createInterface({ input: process.stdin })) {
  calls.push(carry(JSON.parse(line)));
}
await Promise.all(calls);
await engine.close();

async function carry({ id, method, params }) {
  const answer = { jsonrpc: "2.0", id };
  try {
    answer.result = await engine.call(method, params);
  } catch (error) {
    if (!(error instanceof StepwellError)) throw error;
    const { code, message, data } = error;
    answer.error = { code, message, data };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
