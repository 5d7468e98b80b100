export interface CallOptions {
  /** Gives up the request when it is aborted, never the workflow. */
  signal?: AbortSignal;
}

export interface ChangeOptions {
  /** The same key and params give the same result, and the change happens once. */
  idempotencyKey?: string;
}
