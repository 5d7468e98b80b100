import type * as protocol from "./protocol.js";

/** A function as an agent: of the step's input and the whole call. */
export type AgentFunction = (input: any, call: Call) => unknown;

/** One call of an agent: all it needs to do the work of a step. */
export interface Call extends protocol.AgentCall {}
export class Call {
  /** Aborted when the engine gives the call up, or this program leaves it; none for a claimed one. */
  readonly signal?: AbortSignal;
  /** Tells how the work goes; also a sign of life. */
  update(update?: Omit<protocol.AgentUpdateParams, "callId">): void;
  /** Tells that the work goes on; refused when the call is no longer waited for. */
  heartbeat(): Promise<void>;
  /** Hands in the result of a call that was claimed, or answered with `accepted`. */
  complete(
    result: unknown,
    extras?: { messages?: protocol.MessageDraft[]; usage?: protocol.Usage },
  ): Promise<void>;
  /** Says that a call which was claimed, or answered with `accepted`, cannot be done. */
  fail(
    message: string,
    details?: { type?: string; retryable?: boolean; retryAfterMs?: number },
  ): Promise<void>;
  private constructor();
}

/** A result with what belongs to it: messages for the thread, and what the work used. */
export class AgentResult {
  constructor(
    result: unknown,
    extras?: { messages?: protocol.MessageDraft[]; usage?: protocol.Usage },
  );
}

/** Returned by an agent that finishes later, by `agent/complete` or `agent/fail`. */
export const accepted: unique symbol;

/** Thrown by an agent that cannot do the work. */
export class AgentError extends Error {
  constructor(
    message: string,
    options?: {
      /** A stable name which a step's `retryOn` and `nonRetryable` can list. */
      type?: string;
      /** Whether another attempt may succeed. */
      retryable?: boolean;
      /** The least time to wait before another attempt. */
      retryAfterMs?: number;
      cause?: unknown;
    },
  );
  readonly type: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}
