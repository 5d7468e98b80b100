import type { Event } from "./events.js";
import type { CallOptions, ChangeOptions } from "./options.js";
import type * as protocol from "./protocol.js";

/** `engine.workflow`. */
export interface Workflows {
  /** Creates a workflow. */
  create(definition: protocol.WorkflowCreateParams): Promise<Workflow>;
  /** Finds a workflow by its id, or by the idempotency key of its creation. */
  get(reference: string | { workflowKey: string }): Promise<Workflow>;
  /** Takes in what `export` answered, with its whole history; one that ran arrives paused. */
  importDocument(document: protocol.WorkflowDocument, options?: ChangeOptions): Promise<Workflow>;
  /** Lists workflows, last changed first; `nextCursor` leads to the next page. */
  list(query?: protocol.WorkflowListParams): Promise<Workflow[] & { nextCursor?: string }>;
}

/** A workflow as it was when the engine last told of it; every method brings it up to date. */
export interface Workflow extends protocol.Workflow {}
export class Workflow {
  /** Whether it completed, failed or was cancelled. */
  readonly isFinished: boolean;
  /** Reads it anew. */
  refresh(): Promise<this>;
  /** Sets it going and answers at once; `result()` waits for it. */
  execute(options?: ChangeOptions): Promise<this>;
  /** Starts no further step; the running ones finish and are kept. */
  pause(options?: ChangeOptions): Promise<this>;
  /** Goes on where it was paused; no finished step is repeated. */
  resume(options?: ChangeOptions): Promise<this>;
  /** Cancels what runs, and compensates where the definition says how. */
  cancel(reason?: string, options?: ChangeOptions): Promise<this>;
  /** Lets a failed or cancelled workflow go on from the failed step, or from another. */
  retry(options?: ChangeOptions & { fromStepId?: string }): Promise<this>;
  /** Makes a new workflow that keeps the results before a step and does the rest anew. */
  fork(
    atStepId: string,
    options?: Omit<protocol.WorkflowForkParams, "workflowId" | "workflowKey" | "atStepId">,
  ): Promise<Workflow>;
  /** Sends a signal; answers whether a step was waiting for it. If not, it is kept for one. */
  signal(name: string, payload?: unknown, options?: ChangeOptions): Promise<boolean>;
  /** Decides by hand what becomes of a step that is in doubt, waits or has failed. */
  resolve(
    stepId: string,
    action: protocol.StepAction,
    options?: ChangeOptions & { result?: unknown; error?: string },
  ): Promise<this>;
  /** The questions it asks people. */
  inputs(): Promise<protocol.Question[]>;
  /** What it waits for and what would move it on, and what each step took. */
  explain(): Promise<protocol.Explanation>;
  /** The workflow with its history and conversations, for a file or another store. */
  export(): Promise<protocol.WorkflowDocument>;
  /** Adds a step at the end, or after another. */
  addStep(
    step: protocol.StepDefinition,
    options?: ChangeOptions & { after?: string },
  ): Promise<this>;
  /** Changes name, description, metadata, budget or priority; null clears one. */
  update(changes: Omit<protocol.WorkflowUpdateParams, "workflowId" | "workflowKey">): Promise<this>;
  /** Deletes it with its threads; answers whether it was there. One that runs needs `force`. */
  delete(options?: { force?: boolean; keepThreads?: boolean }): Promise<boolean>;
  /** Waits until it is `finished` (the default) or `blocked`, or the time is up: see `status`. */
  wait(options?: CallOptions & { until?: protocol.WaitUntil; timeoutMs?: number }): Promise<this>;
  /**
   * Waits until it is finished and answers its output. Throws WorkflowFailed, WorkflowCancelled,
   * ResultTimeout, or the reason of the aborted signal; the workflow goes on all the same.
   */
  result<T = unknown>(options?: CallOptions & { timeoutMs?: number }): Promise<T>;
  /**
   * What has happened and what happens, without a gap, until it is finished. Starts with the first
   * event, or behind the cursor `after`; `wf.cursor` is now.
   */
  events(
    options?: CallOptions & { after?: string; types?: protocol.EventType[]; ephemeral?: boolean },
  ): AsyncGenerator<Event, void, undefined>;
  private constructor();
}
