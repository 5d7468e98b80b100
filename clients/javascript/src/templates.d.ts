import type { ChangeOptions } from "./options.js";
import type * as protocol from "./protocol.js";
import type { Workflow } from "./workflow.js";

/** `engine.templates`: definitions under a name, in versions that never change. */
export interface Templates {
  /** Keeps a definition as the next version of a template, or as the `version` given. */
  create(
    name: string,
    definition: protocol.Definition,
    options?: ChangeOptions & { version?: number; inputSchema?: protocol.JSONSchema },
  ): Promise<protocol.Template>;
  /** A version of a template with its definition; the last one where none is named. */
  get(name: string, options?: { version?: number }): Promise<protocol.Template>;
  /** The last version of each template, or all versions of one; without definitions. */
  list(name?: string): Promise<protocol.Template[]>;
  /** Deletes a template or one version of it; answers whether it was there. */
  delete(name: string, options?: ChangeOptions & { version?: number }): Promise<boolean>;
  /** Makes a workflow from a template. */
  instantiate(
    name: string,
    options?: Omit<protocol.TemplateInstantiateParams, "name">,
  ): Promise<Workflow>;
}
