import { StepwellError, WorkflowNotFound } from "./errors.js";

/** The cursor before the first event. */
export const BEGINNING = "0";

const ENDS = ["workflow.completed", "workflow.failed", "workflow.cancelled"];
const FINISHED = ["completed", "failed", "cancelled"];
const DELETED = "workflow.deleted";
const MAX_UNREAD = 10_000;

/**
 * Something that happened to a workflow, told once it is recorded. `cursor` is its place:
 * `wf.events({ after: event.cursor })` goes on behind it, in another process too. Ephemeral events
 * (`step.delta`, `step.progress`) have neither `cursor` nor `seq`.
 */
export class Event {
  constructor(raw, cursor) {
    Object.assign(this, raw);
    this.cursor = cursor;
  }
}

/**
 * What the engine sent for one subscription and nobody has taken yet.
 *
 * When too much lies here, or the engine found that too much lay with it, the rest is dropped:
 * `lagged` is set, and whoever reads subscribes again behind the last event taken.
 */
class Subscription {
  #arrived = [];
  #wake;
  #maxUnread;
  lagged = false;

  constructor(maxUnread) {
    this.#maxUnread = maxUnread;
  }

  deliver(method, params) {
    if (this.lagged) return;
    if (method === "workflow/event" && this.#arrived.length < this.#maxUnread) {
      this.put(new Event(params.event, params.cursor));
      return;
    }
    const isOver = method === "events/ended" && ["finished", "deleted"].includes(params.reason);
    this.lagged = !isOver;
    this.put(undefined);
  }

  put(item) {
    this.#arrived.push(item);
    this.#wake?.();
  }

  /** The events so far, then those that come; ends when no more will come. */
  async *[Symbol.asyncIterator]() {
    while (true) {
      if (this.#arrived.length === 0) {
        await new Promise((resolve) => (this.#wake = resolve));
        this.#wake = undefined;
      }
      const batch = this.#arrived;
      this.#arrived = [];
      for (const item of batch) {
        if (item instanceof StepwellError) throw item;
        if (item === undefined) return;
        yield item;
      }
    }
  }
}

/** The subscriptions of one connection by their ids. */
export class Subscriptions {
  #byId = new Map();
  maxUnread = MAX_UNREAD;

  add(id) {
    const subscription = new Subscription(this.maxUnread);
    this.#byId.set(id, subscription);
    return subscription;
  }

  remove(id) {
    this.#byId.delete(id);
  }

  deliver(method, params) {
    this.#byId.get(params.subscriptionId)?.deliver(method, params);
  }

  fail(reason) {
    for (const subscription of this.#byId.values()) subscription.put(reason);
  }
}

/** The events of a workflow behind a cursor, until it is finished or deleted. */
export async function* follow(connection, subscriptions, workflowId, options = {}) {
  const { types, ephemeral = true, signal } = options;
  const wanted = types && [...new Set([...types, ...ENDS, DELETED])];
  let after = options.after ?? BEGINNING;
  let subscription;
  do {
    // Added before the events behind the answer are read, or the first ones would be lost.
    const onResult = ({ subscriptionId }) => (subscription = subscriptions.add(subscriptionId));
    const params = { workflowId, types: wanted, ephemeral, after };
    const { subscriptionId } = await connection.call("events/subscribe", params, {
      onResult,
      signal,
    });
    const abort = () => subscription.put(new Aborted(signal.reason));
    signal?.addEventListener("abort", abort, { once: true });
    try {
      for await (const event of subscription) {
        after = event.cursor ?? after;
        if (types === undefined || types.includes(event.type)) yield event;
        if (await isLast(connection, event)) return;
      }
    } catch (error) {
      throw error instanceof Aborted ? error.cause : error;
    } finally {
      signal?.removeEventListener("abort", abort);
      subscriptions.remove(subscriptionId);
      connection.call("events/unsubscribe", { subscriptionId }).catch(() => {});
    }
  } while (subscription.lagged);
}

/** Carries an aborted signal's reason through a subscription. */
class Aborted extends StepwellError {
  constructor(cause) {
    super("aborted", { cause });
  }
}

/** Whether a workflow stays at the end that an event tells; it may have been retried since. */
async function isLast(connection, { type, workflowId, cursor }) {
  if (type === DELETED) return true;
  if (!ENDS.includes(type)) return false;
  try {
    const { status } = await connection.call("workflow/get", { workflowId });
    if (!FINISHED.includes(status)) return false;
    const query = { workflowId, after: cursor, types: ENDS, limit: 1 };
    const { events } = await connection.call("events/list", query);
    return events.length === 0;
  } catch (error) {
    if (error instanceof WorkflowNotFound) return false; // That it was deleted is told as well.
    throw error;
  }
}
