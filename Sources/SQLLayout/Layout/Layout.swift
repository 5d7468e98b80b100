/// The tables of version 1: what stands where, in a SQLite file and on a libSQL server alike.
///
/// Text ids are looked up once, in `workflow` and `thread`; everything else refers to integer keys.
/// Instants are milliseconds since 1970, JSON is text. A column pair such as `input_seq`, `input` is a
/// payload: the member `input` of the data of the event `input_seq`, or JSON where that is NULL.
package enum Layout {
  /// The version (in a file `PRAGMA user_version`) that this code reads and writes.
  package static let version: Int64 = 1
  /// `PRAGMA application_id`: "Step".
  package static let application: Int64 = 0x5374_6570

  /// The names of the tables.
  package static let names: Set = [
    "workflow", "want", "step", "event", "last_deleted", "thread", "message", "citation",
    "document", "inbox", "claim", "operation", "lease",
  ]

  package static let tables = workflows + steps + conversations + sharing

  /// A workflow whose status is NULL was deleted: its id stays taken and its last events readable.
  private static let workflows = """
    CREATE TABLE workflow (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      status TEXT,
      version INTEGER NOT NULL,
      fence INTEGER NOT NULL,
      current_step_index INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      operation TEXT NOT NULL,
      creation TEXT NOT NULL,
      owner TEXT,
      due INTEGER,
      priority INTEGER NOT NULL,
      scope TEXT NOT NULL,
      wants TEXT,
      idempotency_key TEXT,
      name TEXT NOT NULL,
      description TEXT,
      metadata TEXT,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX workflow_by_idempotency_key ON workflow (idempotency_key)
      WHERE idempotency_key IS NOT NULL;
    CREATE INDEX workflow_by_update ON workflow (updated_at, status) WHERE status IS NOT NULL;
    CREATE INDEX workflow_by_owner ON workflow (owner, priority) WHERE owner IS NOT NULL;
    CREATE INDEX workflow_by_due ON workflow (priority, due, scope)
      WHERE owner IS NULL AND due IS NOT NULL;
    CREATE TABLE want (
      agent TEXT NOT NULL,
      priority INTEGER NOT NULL,
      workflow INTEGER NOT NULL,
      scope TEXT NOT NULL,
      PRIMARY KEY (agent, priority, workflow)
    ) WITHOUT ROWID, STRICT;

    """

  /// `parent` is '' for a top-level step.
  private static let steps = """
    CREATE TABLE step (
      workflow INTEGER NOT NULL REFERENCES workflow,
      parent TEXT NOT NULL,
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      status TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      agent TEXT,
      thread TEXT,
      name TEXT,
      input_seq INTEGER,
      input TEXT,
      result_seq INTEGER,
      result TEXT,
      error TEXT,
      metadata TEXT,
      detail TEXT NOT NULL,
      PRIMARY KEY (workflow, parent, position, id)
    ) WITHOUT ROWID, STRICT;
    CREATE UNIQUE INDEX step_by_id ON step (workflow, id);
    CREATE TABLE event (
      cursor INTEGER PRIMARY KEY,
      workflow INTEGER NOT NULL REFERENCES workflow,
      seq INTEGER NOT NULL,
      at INTEGER NOT NULL,
      type TEXT NOT NULL,
      data TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX event_of_workflow ON event (workflow, seq);
    CREATE TABLE last_deleted (cursor INTEGER NOT NULL) STRICT;
    INSERT INTO last_deleted VALUES (0);

    """

  /// `citation` names the threads, other than a workflow's own, whose messages stand in its events.
  ///
  /// Messages and documents, which may be long, keep their row ids: without them SQLite gives what is
  /// longer than a quarter of a page a page of its own.
  private static let conversations = """
    CREATE TABLE thread (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      workflow TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      title TEXT,
      metadata TEXT
    ) STRICT;
    CREATE INDEX thread_by_update ON thread (updated_at);
    CREATE INDEX thread_of_workflow ON thread (workflow) WHERE workflow IS NOT NULL;
    CREATE TABLE message (
      thread INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE,
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      role TEXT NOT NULL,
      workflow TEXT,
      step TEXT,
      created_at INTEGER NOT NULL,
      content_seq INTEGER,
      content TEXT NOT NULL,
      metadata TEXT,
      PRIMARY KEY (thread, position)
    ) STRICT;
    CREATE UNIQUE INDEX message_by_id ON message (thread, id);
    CREATE TABLE citation (
      workflow TEXT NOT NULL,
      thread INTEGER NOT NULL,
      PRIMARY KEY (workflow, thread)
    ) WITHOUT ROWID, STRICT;
    CREATE TABLE document (
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      workflow TEXT,
      revision INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (kind, key)
    ) STRICT;
    CREATE INDEX document_of_workflow ON document (workflow) WHERE workflow IS NOT NULL;

    """

  private static let sharing = """
    CREATE TABLE inbox (
      position INTEGER PRIMARY KEY,
      workflow INTEGER NOT NULL REFERENCES workflow,
      id TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX inbox_of_workflow ON inbox (workflow);
    CREATE TABLE claim (
      name TEXT NOT NULL,
      holder TEXT NOT NULL,
      is_held INTEGER NOT NULL,
      place INTEGER NOT NULL,
      PRIMARY KEY (name, holder)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX claim_queue ON claim (name, is_held, place);
    CREATE TABLE operation (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE lease (
      engine TEXT PRIMARY KEY,
      host TEXT NOT NULL,
      process INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

    """
}
