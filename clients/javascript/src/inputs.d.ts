import type { ChangeOptions } from "./options.js";
import type * as protocol from "./protocol.js";

/** `engine.inputs`: the open questions that workflows ask people, and their answers. */
export interface Inputs {
  /** All open questions, the oldest first, of one workflow or of all. */
  list(query?: { workflowId?: string }): Promise<protocol.Question[]>;
  /** Answers a question; whoever comes second is told the first answer. */
  respond(inputId: string, content?: unknown, options?: ChangeOptions): Promise<protocol.Answer>;
  /** Refuses to answer a question. */
  decline(inputId: string, options?: ChangeOptions): Promise<protocol.Answer>;
}
