const FAILED = -32000;
const METHOD_NOT_FOUND = -32601;
const CANCELLED = -32800;
const AGENT_NOT_FOUND = 1007;

/** Returned by an agent that finishes later, by `agent/complete` or `agent/fail`. */
export const accepted = Symbol("stepwell.accepted");

/**
 * Thrown by an agent that cannot do the work. `type` is a stable name which a step's `retryOn` and
 * `nonRetryable` can list. `retryable` says whether another attempt may succeed, as does
 * `retryAfterMs`, the least time to wait before it.
 */
export class AgentError extends Error {
  constructor(message, { type, retryable, retryAfterMs, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = this.constructor.name;
    this.type = type ?? this.name;
    this.retryable = retryable ?? (retryAfterMs === undefined ? undefined : true);
    this.retryAfterMs = retryAfterMs;
  }
}

/** A result with what belongs to it: messages for the thread, and what the work used. */
export class AgentResult {
  constructor(result, { messages, usage } = {}) {
    this.result = result;
    this.messages = messages;
    this.usage = usage;
  }
}

/** One call of an agent: the members of the protocol's AgentCall, its signal and its updates. */
export class Call {
  #connection;

  constructor(raw, connection, signal) {
    Object.assign(this, raw);
    this.#connection = connection;
    /** Aborted when the engine gives the call up, or this program leaves it. */
    Object.defineProperty(this, "signal", { value: signal });
  }

  /**
   * Tells how the work goes: `{ delta }`, `{ progress }` or `{ message }`. Also a sign of life;
   * without arguments it is nothing else.
   */
  update({ delta, progress, message } = {}) {
    this.#connection.notify("agent/update", { callId: this.callId, delta, progress, message });
  }

  /** Tells that the work goes on; refused when the call is no longer waited for. */
  async heartbeat() {
    await this.#connection.call("agent/heartbeat", { callId: this.callId });
  }

  /** Hands in the result of a call that was claimed, or answered with `accepted`. */
  async complete(result, { messages, usage } = {}) {
    const params = { callId: this.callId, result: json(result), messages, usage };
    await this.#connection.call("agent/complete", params);
  }

  /** Says that a call which was claimed, or answered with `accepted`, cannot be done. */
  async fail(message, { type, retryable, retryAfterMs } = {}) {
    const error = { message, type, retryable, retryAfterMs };
    await this.#connection.call("agent/fail", { callId: this.callId, error });
  }
}

/** The agents of one connection and the calls of them that run. */
export class Agents {
  #functions = new Map();
  #running = new Map();

  add(agentId, run) {
    this.#functions.set(agentId, run);
  }

  /** Takes an `agent/run` request and answers it when the function has ended. */
  async serve(connection, id, raw) {
    const run = this.#functions.get(raw.agentId);
    if (run === undefined) {
      const message = `This program has no agent "${raw.agentId}"`;
      return connection.answer(id, failure(AGENT_NOT_FOUND, message, { type: "agentNotFound" }));
    }
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      const call = new Call(raw, connection, controller.signal);
      connection.answer(id, await unlessAborted(controller.signal, outcome(run, call)));
    } catch (error) {
      connection.answer(id, controller.signal.aborted ? cancelled() : explained(error));
    } finally {
      this.#running.delete(id);
    }
  }

  /** Aborts a call's signal; it is answered at once. */
  cancel(id, reason) {
    this.#running.get(id)?.abort(reason);
  }

  cancelAll(reason) {
    for (const controller of this.#running.values()) controller.abort(reason);
  }
}

/** The answer to a request this client does not know. */
export function unknownMethod(method) {
  const message = `This client has no method "${method}"`;
  return failure(METHOD_NOT_FOUND, message, { type: "methodNotFound" });
}

async function outcome(run, call) {
  const value = await run(call.input, call);
  if (value === accepted) return { result: { accepted: true } };
  if (!(value instanceof AgentResult)) return { result: { result: json(value) } };
  const { result, messages, usage } = value;
  return { result: { result: json(result), messages, usage } };
}

/** A value as JSON has it: nothing is null, and what cannot be said is refused. */
function json(value) {
  if (value === undefined) return null;
  if (typeof value === "function" || typeof value === "symbol") {
    throw new TypeError(`The agent returned a ${typeof value}, which is not JSON`);
  }
  return value;
}

function unlessAborted(signal, promise) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

function explained(error) {
  if (error instanceof AgentError) {
    const { type, retryable, retryAfterMs } = error;
    return failure(FAILED, error.message, { type, retryable, retryAfterMs });
  }
  const type = error?.constructor?.name ?? "Error";
  const message = (error instanceof Error ? error.message : String(error)) || type;
  return failure(FAILED, message, { type, retryable: false });
}

function cancelled() {
  return failure(CANCELLED, "The call was cancelled", { type: "cancelled" });
}

function failure(code, message, data) {
  return { error: { code, message, data } };
}
