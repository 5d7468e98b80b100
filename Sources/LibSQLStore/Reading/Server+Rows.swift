import JSON
import SQLLayout
import Store

extension StatementAnswer {
  /// Reads each row.
  func read<Value>(
    _ body: (inout ServerRow) throws(StoreError) -> Value
  ) throws(StoreError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(rows.count)
    for json in rows {
      var row = ServerRow(json)
      values.append(try body(&row))
    }
    return values
  }
}

extension Server {
  /// The rows that a statement gives.
  func rows<Value>(
    of statement: Statement, patience: Duration,
    _ read: (inout ServerRow) throws(StoreError) -> Value
  ) async throws(StoreError) -> [Value] {
    try await rows(of: [statement], patience: patience, read)[0]
  }

  /// The rows that each of the statements gives, by one request.
  func rows<Value>(
    of statements: [Statement], patience: Duration,
    _ read: (inout ServerRow) throws(StoreError) -> Value
  ) async throws(StoreError) -> [[Value]] {
    do throws(ServerFailure) {
      return try await tryRows(of: statements, patience: patience, read)
    } catch {
      throw error.error
    }
  }

  /// The rows of pages that may be larger than what a server answers at once: `page(limit, last)`
  /// asks for `limit` rows after the one read last. A page that is too large is asked for in halves.
  func pages<Value>(
    limit: Int, patience: Duration, page: (Int, Value?) -> Statement,
    _ read: (inout ServerRow) throws(StoreError) -> Value
  ) async throws(StoreError) -> [Value] {
    var values: [Value] = []
    var size = limit
    while values.count < limit {
      let wanted = min(size, limit - values.count)
      do throws(ServerFailure) {
        let found = try await tryRows(
          of: [page(wanted, values.last)], patience: patience, read)[0]
        values += found
        if found.count < wanted { break }
      } catch {
        guard case .tooLarge = error, wanted > 1 else { throw error.error }
        size = wanted / 2
      }
    }
    return values
  }

  private func tryRows<Value>(
    of statements: [Statement], patience: Duration,
    _ read: (inout ServerRow) throws(StoreError) -> Value
  ) async throws(ServerFailure) -> [[Value]] {
    var batch = Batch()
    for var statement in statements {
      statement.givesRows = true
      batch.add(statement)
    }
    let answers = try await persist(batch, patience: patience) { answers in
      guard let trouble = answers.trouble, case .passing = self.words.failure(trouble) else {
        return nil
      }
      return trouble
    }
    var results: [[Value]] = []
    for answer in answers {
      switch answer {
      case .done(let answer):
        do throws(StoreError) {
          results.append(try answer.read(read))
        } catch {
          throw .final(error)
        }
      case .failed(let failure): throw words.failure(failure)
      case .skipped: throw .final(words.noHrana)
      }
    }
    return results
  }
}
