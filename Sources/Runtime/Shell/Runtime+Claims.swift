import Engine
import Time

extension Runtime {
  /// How long a busy engine keeps those who only want to know that it has looked.
  private static let patience = Duration.milliseconds(500)

  /// Returns when what waits in the store for these agents has been looked for and what could begin
  /// has begun and is recorded; in a busy engine a moment later, whatever is left.
  public func settle(seeking agents: [String]) async {
    if engagement != .reading, !agents.isEmpty { look { await self.adoptWaiting(for: agents) } }
    let (stream, over) = AsyncStream<Void>.makeStream()
    let work = Task {
      await looks?.value
      await idle()
      for call in loop.callsOfAgents(agents) { await callTasks[call]?.value }
      await idle()
      over.finish()
    }
    let alarm = Task {
      do { try await Task.sleep(for: Self.patience) } catch { return }
      over.finish()
    }
    for await _ in stream {}
    alarm.cancel()
    work.cancel()
  }

  /// Returns at the first signal, when the time is up, or when the input has ended and nothing here
  /// will bring one any more.
  public func firstSignal(
    of stream: AsyncStream<Void>, _ signal: AsyncStream<Void>.Continuation,
    within timeout: Duration
  ) async {
    waiterCount += 1
    let id = "claim:\(waiterCount)"
    // How long a client waits is real time, also where the workflows' clock stands still.
    let alarm = Task {
      do { try await Task.sleep(for: timeout) } catch { return }
      signal.finish()
    }
    polls[id] = signal
    endHopelessPolls()
    for await _ in stream { break }
    alarm.cancel()
    polls[id] = nil
  }
}
