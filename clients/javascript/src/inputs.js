/** `engine.inputs`: the open questions that workflows ask people, and their answers. */
export class Inputs {
  #engine;

  constructor(engine) {
    this.#engine = engine;
  }

  /** All open questions, the oldest first, of one workflow or of all. */
  async list({ workflowId } = {}) {
    const found = [];
    let cursor;
    do {
      const page = await this.#engine.call("input/list", { workflowId, limit: 1000, cursor });
      found.push(...page.inputs);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  /** Answers a question; whoever comes second is told the first answer. */
  respond(inputId, content = null, { idempotencyKey } = {}) {
    const params = { inputId, action: "accept", content, idempotencyKey };
    return this.#engine.call("input/respond", params);
  }

  /** Refuses to answer a question. */
  decline(inputId, { idempotencyKey } = {}) {
    return this.#engine.call("input/respond", { inputId, action: "decline", idempotencyKey });
  }
}
