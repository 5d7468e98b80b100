import JSON
import SQLLayout
import Store

extension Server {
  /// Sends a batch that may be run twice, until an answer comes or patience ends.
  /// - Parameter isPassing: the failure in an answer that may not come again, or nil.
  func persist(
    _ batch: Batch, patience: Duration,
    isPassing: ([StepAnswer]) -> StatementFailure? = { _ in nil }
  ) async throws(ServerFailure) -> [StepAnswer] {
    let end = ContinuousClock.now + patience
    var attempt = 0
    while true {
      let failure: ServerFailure
      do throws(ServerFailure) {
        let answers = try await send(
          batch, within: max(.milliseconds(100), ContinuousClock.now.duration(to: end)))
        guard let passing = isPassing(answers) else { return answers }
        throw words.failure(passing)
      } catch {
        failure = error
      }
      guard case .passing = failure, await pause(attempt, until: end) else { throw failure }
      attempt += 1
    }
  }

  /// Waits a little longer after each attempt, at most a second.
  /// - Returns: whether there is time for another one.
  func pause(_ attempt: Int, until end: ContinuousClock.Instant) async -> Bool {
    let wait = Duration.milliseconds(min(1000, 25 << min(attempt, 6)))
    guard ContinuousClock.now + wait < end else { return false }
    do { try await Task.sleep(for: wait) } catch { return false }
    return true
  }
}
