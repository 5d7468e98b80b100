import type * as protocol from "./protocol.js";

/**
 * Something that happened to a workflow, told once it is recorded. Ephemeral events (`step.delta`,
 * `step.progress`) have neither `cursor` nor `seq`.
 */
export interface Event extends protocol.Event {}
export class Event {
  /** Its place: `wf.events({ after: event.cursor })` goes on behind it, in another process too. */
  readonly cursor?: string;
  private constructor();
}
