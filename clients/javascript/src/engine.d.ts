import type { Readable, Writable } from "node:stream";

import type { AgentFunction, Call } from "./agents.js";
import type { Inputs } from "./inputs.js";
import type { CallOptions } from "./options.js";
import type * as protocol from "./protocol.js";
import type { Methods } from "./protocol.js";
import type { Templates } from "./templates.js";
import type { Workflows } from "./workflow.js";

export interface SpawnOptions {
  /** Where workflows are kept: `sqlite:./work.db`, `memory:`, …; else the engine's own default. */
  store?: string;
  /** The engine's program; else STEPWELL_BINARY, else `stepwell` on PATH. */
  binary?: string;
  /** Further arguments of the engine. */
  args?: string[];
  /** Agents that are there from the start. */
  agents?: Record<string, AgentFunction>;
  /** The engine's environment; else this program's. */
  env?: Record<string, string | undefined>;
  /** The engine's working directory; else this program's. */
  cwd?: string;
}

/** Starts an engine and connects to it; `engine.close()` ends it. */
export function connect(options?: SpawnOptions): Promise<Engine>;

/** A connection to an engine. Made by `connect`. */
export class Engine {
  /** Speaks over a pair of streams; `open` has to follow. */
  constructor(input: Readable, output: Writable);

  /** Starts an engine and connects to it; `close` ends it. */
  static spawn(options?: SpawnOptions): Promise<Engine>;

  /** Makes workflows and finds them. */
  readonly workflow: Workflows;

  /** Definitions under a name. */
  readonly templates: Templates;

  /** Questions that workflows ask people. */
  readonly inputs: Inputs;

  /** What the engine said of itself: version, capabilities, limits, store. */
  readonly info: protocol.InitializeResult;

  /** Introduces this program and its first agents to the engine. */
  open(agents?: Record<string, AgentFunction>): Promise<void>;

  /** Calls any method of the protocol and answers its result as it came. */
  call<M extends keyof Methods>(
    method: M,
    params?: Methods[M]["params"],
    options?: CallOptions,
  ): Promise<Methods[M]["result"]>;
  call(method: string, params?: object, options?: CallOptions): Promise<unknown>;

  /** Makes a function an agent of this engine. */
  agent<F extends AgentFunction>(
    agentId: string,
    run: F,
    options?: { description?: string; maxConcurrency?: number },
  ): F;

  /** Settles when the engine has ended: what a program waits for that only offers agents. */
  closed(): Promise<void>;

  /**
   * Asks for calls of these agents, as a worker that nobody calls: those that wait, or the first
   * that comes within `waitMs`.
   */
  claim(
    agentIds: string[],
    options?: { max?: number; waitMs?: number; signal?: AbortSignal },
  ): Promise<Call[]>;

  /**
   * Ends the connection, and the engine if it was started here; answers its exit status or signal.
   * Unfinished workflows stay in the store and go on when an engine next opens it.
   */
  close(): Promise<number | string | undefined>;
}
