import { ResultTimeout, WorkflowCancelled, WorkflowFailed } from "./errors.js";
import { follow } from "./events.js";

const FINISHED = ["completed", "failed", "cancelled"];

/**
 * A workflow as it was when the engine last told of it: the members of the protocol's Workflow.
 * Every method brings it up to date.
 */
export class Workflow {
  #engine;

  constructor(raw, engine) {
    this.#engine = engine;
    this.#take(raw);
  }

  /** Whether it completed, failed or was cancelled. */
  get isFinished() {
    return FINISHED.includes(this.status);
  }

  /** Reads it anew. */
  refresh() {
    return this.#change("get", {});
  }

  /** Sets it going and answers at once; `result()` waits for it. */
  execute({ idempotencyKey } = {}) {
    return this.#change("execute", { events: false, idempotencyKey });
  }

  /** Starts no further step; the running ones finish and are kept. */
  pause({ idempotencyKey } = {}) {
    return this.#change("pause", { idempotencyKey });
  }

  /** Goes on where it was paused; no finished step is repeated. */
  resume({ idempotencyKey } = {}) {
    return this.#change("resume", { idempotencyKey });
  }

  /** Cancels what runs, and compensates where the definition says how. */
  cancel(reason, { idempotencyKey } = {}) {
    return this.#change("cancel", { reason, idempotencyKey });
  }

  /** Lets a failed or cancelled workflow go on from the failed step, or from another. */
  retry({ fromStepId, idempotencyKey } = {}) {
    return this.#change("retry", { fromStepId, idempotencyKey });
  }

  /**
   * Makes a new workflow that keeps the results before a step and does the rest anew. `overrides`
   * are members of steps by the step's name: `{ draft: { agentId: "other" } }`.
   */
  async fork(atStepId, options = {}) {
    const params = { workflowId: this.id, atStepId, ...options };
    return new Workflow(await this.#engine.call("workflow/fork", params), this.#engine);
  }

  /** Sends a signal; answers whether a step was waiting for it. If not, it is kept for one. */
  async signal(name, payload, { idempotencyKey } = {}) {
    const params = { workflowId: this.id, name, payload, idempotencyKey };
    return (await this.#engine.call("workflow/signal", params)).delivered;
  }

  /**
   * Decides by hand what becomes of a step that is in doubt, waits or has failed: `retry`,
   * `complete` with a result, `fail` with an error, or `skip`.
   */
  async resolve(stepId, action, { result, error, idempotencyKey } = {}) {
    const params = { workflowId: this.id, stepId, action, result, error, idempotencyKey };
    return this.#take(await this.#engine.call("step/resolve", params));
  }

  /** The questions it asks people. */
  inputs() {
    return this.#engine.inputs.list({ workflowId: this.id });
  }

  /** What it waits for and what would move it on, and what each step took. */
  explain() {
    return this.#engine.call("workflow/explain", { workflowId: this.id });
  }

  /** The workflow with its history and conversations, for a file or another store. */
  export() {
    return this.#engine.call("workflow/export", { workflowId: this.id });
  }

  /** Adds a step at the end, or after another. */
  addStep(step, { after, idempotencyKey } = {}) {
    return this.#change("addStep", { step, after, idempotencyKey });
  }

  /** Changes name, description, metadata, budget or priority; null clears one. */
  update(changes) {
    return this.#change("update", changes);
  }

  /** Deletes it with its threads; answers whether it was there. One that runs needs `force`. */
  async delete({ force, keepThreads } = {}) {
    const params = { workflowId: this.id, force, keepThreads };
    return (await this.#engine.call("workflow/delete", params)).deleted;
  }

  /** Waits until it is `finished` (the default) or `blocked`, or the time is up: see `status`. */
  wait({ until, timeoutMs, signal } = {}) {
    return this.#change("wait", { until, timeoutMs }, { signal });
  }

  /**
   * Waits until it is finished and answers its output. Throws WorkflowFailed, WorkflowCancelled,
   * ResultTimeout, or the reason of the aborted signal; the workflow goes on all the same.
   */
  async result({ timeoutMs, signal } = {}) {
    await this.wait({ timeoutMs, signal });
    if (this.status === "failed") throw new WorkflowFailed(this);
    if (this.status === "cancelled") throw new WorkflowCancelled(this);
    if (!this.isFinished) throw new ResultTimeout(this);
    return this.output;
  }

  /**
   * What has happened and what happens, without a gap, until it is finished. Starts with the first
   * event, or behind the cursor `after`; `wf.cursor` is now.
   */
  events({ after, types, ephemeral, signal } = {}) {
    const { connection, subscriptions } = this.#engine;
    return follow(connection, subscriptions, this.id, { after, types, ephemeral, signal });
  }

  async #change(verb, params, options) {
    const request = { workflowId: this.id, ...params };
    return this.#take(await this.#engine.call(`workflow/${verb}`, request, options));
  }

  #take(raw) {
    for (const member of Object.keys(this)) delete this[member];
    // A later engine's members must not hide the methods.
    for (const [member, value] of Object.entries(raw)) if (!(member in this)) this[member] = value;
    return this;
  }
}

/** `engine.workflow`: makes workflows and finds them. */
export class Workflows {
  #engine;

  constructor(engine) {
    this.#engine = engine;
  }

  /** Creates a workflow; besides a definition's members there are id, idempotencyKey, execute. */
  async create(definition) {
    return this.#made(await this.#engine.call("workflow/create", definition));
  }

  /** Finds a workflow by its id, or by `{ workflowKey }`: the idempotency key of its creation. */
  async get(reference) {
    const params = typeof reference === "string" ? { workflowId: reference } : reference;
    return this.#made(await this.#engine.call("workflow/get", params));
  }

  /** Takes in what `export` answered, with its whole history; one that ran arrives paused. */
  async importDocument(document, { idempotencyKey } = {}) {
    return this.#made(await this.#engine.call("workflow/import", { document, idempotencyKey }));
  }

  /** Lists workflows, last changed first; the array's `nextCursor` leads to the next page. */
  async list(query = {}) {
    const { workflows, nextCursor } = await this.#engine.call("workflow/list", query);
    return Object.assign(workflows.map((raw) => this.#made(raw)), { nextCursor });
  }

  #made(raw) {
    return new Workflow(raw, this.#engine);
  }
}
