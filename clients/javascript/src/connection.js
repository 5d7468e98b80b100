import { StringDecoder } from "node:string_decoder";

import { ConnectionClosed, refusal } from "./errors.js";

/**
 * One JSON-RPC 2.0 connection: requests both ways, a message a line.
 *
 * Writes at once and in order, and reads for as long as the peer writes, so that neither side can
 * block the other.
 */
export class Connection {
  #output;
  #receiver;
  #waiting = new Map();
  #lastId = 0;
  #pieces = [];
  /** Why the connection is over; undefined while it lives. */
  end;
  /** Settles when the peer has written its last. */
  ended;

  /**
   * @param input the stream of what the peer says
   * @param output the stream of what it is told
   * @param receiver has `request(id, method, params)`, `notification(method, params)`, `end(reason)`
   */
  constructor(input, output, receiver) {
    this.#output = output;
    this.#receiver = receiver;
    const decoder = new StringDecoder("utf8");
    this.ended = new Promise((resolve) => {
      const finish = (reason) => {
        this.stop(reason);
        resolve();
      };
      input.on("data", (chunk) => this.#read(decoder.write(chunk)));
      input.once("end", () => {
        this.#read("\n");
        finish(new ConnectionClosed("The engine has ended the connection"));
      });
      input.once("close", () => finish(new ConnectionClosed("The connection was closed")));
      input.once("error", (cause) => finish(broken(cause)));
    });
    // What became of the peer is told by the reading side.
    output.on("error", () => {});
  }

  /**
   * Sends a request and answers its result. `onResult` sees it before any message behind it is
   * read. Aborting the signal cancels the request and rejects with the signal's reason.
   */
  call(method, params, { signal, onResult } = {}) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.end !== undefined) throw this.end;
      const id = (this.#lastId += 1);
      const line = encode({ jsonrpc: "2.0", id, method, params });
      const abort = () => {
        this.#waiting.delete(id);
        this.notify("$/cancelRequest", { id });
        reject(signal.reason);
      };
      const settled = () => signal?.removeEventListener("abort", abort);
      this.#waiting.set(id, { resolve, reject, onResult, settled });
      signal?.addEventListener("abort", abort, { once: true });
      this.#output.write(line);
    });
  }

  /** Writes a notification; one to a peer that is gone is dropped. */
  notify(method, params) {
    this.#write({ jsonrpc: "2.0", method, params });
  }

  /** Writes the answer to a peer's request: `{ result }` or `{ error }`. */
  answer(id, outcome) {
    this.#write({ jsonrpc: "2.0", id, ...outcome });
  }

  /** Ends the writing side and everything that waits; reading goes on to the peer's end. */
  stop(reason) {
    if (this.end !== undefined) return;
    this.end = reason;
    this.#output.end();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, settled } of waiting) {
      settled();
      reject(reason);
    }
    this.#receiver.end(reason);
  }

  #write(message) {
    const line = encode(message);
    if (this.end === undefined) this.#output.write(line);
  }

  #read(text) {
    const lines = text.split("\n");
    const rest = lines.pop();
    for (const end of lines) {
      const line = this.#pieces.length === 0 ? end : this.#pieces.join("") + end;
      this.#pieces = [];
      if (this.end === undefined && line.trim() !== "") this.#receive(line);
    }
    if (rest !== "") this.#pieces.push(rest);
  }

  #receive(line) {
    try {
      const message = JSON.parse(line);
      if (message.method === undefined) this.#settle(message);
      else if (message.id === undefined) {
        this.#receiver.notification(message.method, message.params ?? {});
      } else this.#receiver.request(message.id, message.method, message.params ?? {});
    } catch (cause) {
      const text = `The engine said what cannot be understood: ${cause.message}`;
      this.stop(new ConnectionClosed(text, { cause }));
    }
  }

  #settle({ id, result, error }) {
    // Without an id, it could not read something of ours.
    if (id === null || id === undefined) return this.stop(refusal(error));
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    waiting.settled();
    if (error !== undefined) return waiting.reject(refusal(error));
    waiting.onResult?.(result);
    waiting.resolve(result);
  }
}

/** A message as a line. Throws a TypeError where a value is not JSON. */
function encode(message) {
  const text = JSON.stringify(message);
  // Half a surrogate pair is no character, and `\udXXX` of it no text: JSON.stringify writes
  // escapes for nothing else.
  if (text.includes("\\ud") && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text)) {
    throw new TypeError("A string holds half of a surrogate pair, which is no Unicode text");
  }
  return `${text}\n`;
}

function broken(cause) {
  return new ConnectionClosed(`The connection to the engine broke: ${cause.message}`, { cause });
}
