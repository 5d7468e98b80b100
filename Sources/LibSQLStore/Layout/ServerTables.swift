import SQLLayout

/// What a server's database has beside the tables of `Layout`.
enum ServerTables {
  /// `layout` holds the version of the tables and counts the groups written, so that others see that
  /// something changed. `refusal` stays empty: a guard that does not hold tries to put its reason
  /// there, and the constraint of that name refuses the commit.
  static let script = """
    CREATE TABLE layout (version INTEGER NOT NULL, writes INTEGER NOT NULL) STRICT;
    CREATE TABLE refusal (
      reason TEXT NOT NULL,
      \(reasons.map { "CONSTRAINT \($0) CHECK (reason <> '\($0)')" }.joined(separator: ",\n  "))
    ) STRICT;

    """

  private static let reasons = [
    "already_applied", "conflict", "fenced", "not_found", "contended",
  ]

  /// The tables that another implementation's database has, while and after they are taken in.
  static let seed = (workflows: "imported_workflows", steps: "imported_workflow_steps")
}

extension SQL {
  static let relations = SQL(
    "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' "
      + "ESCAPE '\\'")
  static let version = SQL("SELECT version, writes FROM layout")
  static let setVersion = SQL("UPDATE layout SET version = ?")
  static let synchronous = SQL("PRAGMA synchronous")
  static let countWrite = SQL("UPDATE layout SET writes = writes + 1 RETURNING writes")
  /// How many groups were written, and how many engines have a lease.
  static let standing = SQL("SELECT writes, (SELECT count(*) FROM lease) FROM layout")
}
