import { Agents, Call, unknownMethod } from "./agents.js";
import { Connection } from "./connection.js";
import { ConnectionClosed } from "./errors.js";
import { Subscriptions } from "./events.js";
import { Inputs } from "./inputs.js";
import { start, stop } from "./process.js";
import { Templates } from "./templates.js";
import { version } from "./version.js";
import { Workflows } from "./workflow.js";

const EVENT_METHODS = ["workflow/event", "events/lagged", "events/ended"];

/** A connection to an engine. Made by `connect`. */
export class Engine {
  #agents = new Agents();
  #registering = [];
  #process;
  subscriptions = new Subscriptions();
  /** Makes workflows and finds them. */
  workflow = new Workflows(this);
  /** Definitions under a name. */
  templates = new Templates(this);
  /** Questions that workflows ask people. */
  inputs = new Inputs(this);
  /** What the engine said of itself: version, capabilities, limits, store. */
  info;

  /** Speaks over a pair of streams; `open` has to follow. */
  constructor(input, output) {
    this.connection = new Connection(input, output, {
      request: (id, method, params) => this.#serve(id, method, params),
      notification: (method, params) => this.#notice(method, params),
      end: (reason) => {
        this.subscriptions.fail(reason);
        this.#agents.cancelAll(reason);
      },
    });
  }

  /**
   * Starts an engine and connects to it; `close` ends it.
   *
   * `store` is where workflows are kept, such as `sqlite:./work.db` or `memory:`; `args` are further
   * arguments; the program is `binary`, else STEPWELL_BINARY, else `stepwell` on PATH.
   */
  static async spawn({ agents, ...options } = {}) {
    const running = start(options);
    const engine = new Engine(running.child.stdout, running.child.stdin);
    engine.#process = running;
    try {
      await engine.open(agents);
      return engine;
    } catch (error) {
      const status = await engine.close();
      if (status instanceof Error) throw status;
      if (!(error instanceof ConnectionClosed)) throw error;
      throw new ConnectionClosed(
        `The engine ended with status ${status} before it answered; its standard error says why`,
        { cause: error },
      );
    }
  }

  /** Introduces this program and its first agents to the engine. */
  async open(agents = {}) {
    const registrations = Object.entries(agents).map(([agentId, run]) => {
      this.#agents.add(agentId, run);
      return { agentId };
    });
    this.info = await this.connection.call("initialize", {
      protocolVersion: 1,
      clientInfo: { name: "stepwell-javascript", version },
      processId: process.pid,
      ...(registrations.length > 0 && { agents: registrations }),
    });
  }

  /**
   * Calls any method of the protocol and answers its result as it came. Aborting `signal` gives up
   * the request, never the workflow.
   */
  async call(method, params = {}, { signal } = {}) {
    while (this.#registering.length > 0) await this.#registering.shift();
    return this.connection.call(method, params, { signal });
  }

  /**
   * Makes a function an agent of this engine. It is called with the step's input and the `Call`,
   * and returns the result, an `AgentResult`, or `accepted`. An exception fails the step: see
   * `AgentError`.
   */
  agent(agentId, run, { description, maxConcurrency } = {}) {
    this.#agents.add(agentId, run);
    // Written at once, before whatever this program asks for next.
    const agents = [{ agentId, description, maxConcurrency }];
    const registering = this.connection.call("agent/register", { agents });
    registering.catch(() => {}); // The next call tells.
    this.#registering.push(registering);
    return run;
  }

  /**
   * Asks for calls of these agents, as a worker that nobody calls: those that wait, or the first
   * that comes within `waitMs`. Each is to be ended with `complete` or `fail`; `heartbeat` or
   * `update` keep it for another `leaseMs`.
   */
  async claim(agentIds, { max, waitMs, signal } = {}) {
    const { calls } = await this.call("agent/claim", { agentIds, max, waitMs }, { signal });
    return calls.map((call) => new Call(call, this.connection));
  }

  /** Settles when the engine has ended: what a program waits for that only offers agents. */
  closed() {
    return this.connection.ended;
  }

  /**
   * Ends the connection, and the engine if it was started here; answers its exit status.
   * Unfinished workflows stay in the store and go on when an engine next opens it.
   */
  async close() {
    this.connection.stop(new ConnectionClosed("The connection was closed by this program"));
    return this.#process && stop(this.#process);
  }

  #serve(id, method, params) {
    if (method === "agent/run") this.#agents.serve(this.connection, id, params);
    else this.connection.answer(id, unknownMethod(method));
  }

  #notice(method, params) {
    if (EVENT_METHODS.includes(method)) this.subscriptions.deliver(method, params);
    else if (method === "$/cancelRequest") {
      this.#agents.cancel(params.id, new Error("The engine has given the call up"));
    }
  }
}

// `await using engine = await connect()`, where the language has it.
Engine.prototype[Symbol.asyncDispose ?? Symbol.for("nodejs.asyncDispose")] = async function () {
  await this.close();
};

/** Starts an engine and connects to it. Takes what `Engine.spawn` takes. */
export function connect(options) {
  return Engine.spawn(options);
}
