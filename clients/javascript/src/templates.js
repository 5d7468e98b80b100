import { Workflow } from "./workflow.js";

/** `engine.templates`: definitions under a name, in versions that never change. */
export class Templates {
  #engine;

  constructor(engine) {
    this.#engine = engine;
  }

  /** Keeps a definition as the next version of a template, or as the `version` given. */
  create(name, definition, { version, inputSchema, idempotencyKey } = {}) {
    const params = { name, definition, version, inputSchema, idempotencyKey };
    return this.#engine.call("template/create", params);
  }

  /** A version of a template with its definition; the last one where none is named. */
  get(name, { version } = {}) {
    return this.#engine.call("template/get", { name, version });
  }

  /** The last version of each template, or all versions of one; without definitions. */
  async list(name) {
    const found = [];
    let cursor;
    do {
      const page = await this.#engine.call("template/list", { name, limit: 1000, cursor });
      found.push(...page.templates);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  /** Deletes a template or one version of it; answers whether it was there. */
  async delete(name, { version, idempotencyKey } = {}) {
    const params = { name, version, idempotencyKey };
    return (await this.#engine.call("template/delete", params)).deleted;
  }

  /** Makes a workflow from a template: `{ version, input, workflowName, metadata, id, execute }`. */
  async instantiate(name, options = {}) {
    const raw = await this.#engine.call("template/instantiate", { name, ...options });
    return new Workflow(raw, this.#engine);
  }
}
