import SQLLayout
import Store

/// What a server's database was found to hold.
struct Standing: Sendable {
  /// Groups written so far.
  let writes: Int64
  /// SQLite's setting: 0 OFF, 1 NORMAL, 2 FULL, 3 EXTRA; nil where the server does not tell.
  let synchronous: Int64?
}

/// Brings a server's database to the layout of this version; one of a newer version is left alone.
struct Setup {
  let server: Server
  let patience: Duration

  /// Does nothing, by one request, when the database is up to date.
  func run() async throws(StoreError) -> Standing {
    var content = try await look()
    if content.version == nil {
      try refuse(content)
      try await makeTables(content)
      content = try await look()
    }
    if content.version == 0 {
      try await SeedTransfer(server: server, patience: patience).run()
      content = try await look()
    }
    guard let version = content.version, version == Layout.version else {
      throw StoreError(
        .newerSchema,
        "the database at \(server.url) was written by a newer Stepwell (layout "
          + "\(content.version ?? 0), this one knows \(Layout.version)); use that version or another "
          + "database")
    }
    return Standing(writes: content.writes, synchronous: content.synchronous)
  }

  // MARK: - Looking

  private struct Content {
    var relations: Set<String> = []
    var version: Int64?
    var writes: Int64 = 0
    var synchronous: Int64?
  }

  private func look() async throws(StoreError) -> Content {
    var batch = Batch()
    for sql in [SQL.relations, .synchronous, .version] {
      var statement = Statement(sql)
      statement.givesRows = true
      batch.add(statement)
    }
    let answers = try await send(batch)
    var content = Content()
    content.relations = Set(
      try rows(answers[0]) { (row: inout ServerRow) throws(StoreError) in
        try row.next(String.self)
      })
    if case .done = answers[1] {
      content.synchronous = try rows(answers[1]) {
        (row: inout ServerRow) throws(StoreError) in try row.next(Int64.self)
      }.first
    }
    guard content.relations.contains("layout") else { return content }
    let standing = try rows(answers[2]) { (row: inout ServerRow) throws(StoreError) in
      (version: try row.next(Int64.self), writes: try row.next(Int64.self))
    }.first
    content.version = standing?.version
    content.writes = standing?.writes ?? 0
    return content
  }

  private func rows<Value>(
    _ answer: StepAnswer, _ read: (inout ServerRow) throws(StoreError) -> Value
  ) throws(StoreError) -> [Value] {
    switch answer {
    case .done(let answer): return try answer.read(read)
    case .failed(let failure): throw server.words.failure(failure).error
    case .skipped: throw server.words.noHrana
    }
  }

  private func send(_ batch: Batch) async throws(StoreError) -> [StepAnswer] {
    do throws(ServerFailure) {
      return try await server.persist(batch, patience: patience)
    } catch {
      throw error.error
    }
  }

  // MARK: - Making

  /// Other tables may stand beside ours, unless they have our names.
  private func refuse(_ content: Content) throws(StoreError) {
    let taken = content.relations.intersection(Layout.names.union(["refusal"])).sorted()
    guard taken.isEmpty else {
      throw StoreError(
        .misconfigured,
        "the database at \(server.url) has tables whose names Stepwell needs "
          + "(\(taken.joined(separator: ", "))); rename them or name another database")
    }
  }

  /// Makes everything in one transaction. Tables of another implementation are set aside; what they
  /// hold is taken in afterwards, and the version is 0 until that is done.
  private func makeTables(_ content: Content) async throws(StoreError) {
    let found = content.relations
    var script = "BEGIN IMMEDIATE;\n"
    for (name, aside) in [
      ("workflow_steps", ServerTables.seed.steps), ("workflows", ServerTables.seed.workflows),
    ] where found.contains(name) {
      script += "ALTER TABLE \(name) RENAME TO \(aside);\n"
    }
    let isForeign = found.contains("workflows") || found.contains("workflow_steps")
    script += Layout.tables + ServerTables.script + Layout.views
    script += "INSERT INTO layout VALUES (\(isForeign ? 0 : Layout.version), 0);\nCOMMIT;"
    do throws(ServerFailure) {
      try await server.run(script: script, within: patience)
    } catch {
      // Another engine may have been faster.
      if try await look().version == nil { throw error.error }
    }
  }
}
