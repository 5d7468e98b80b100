import Synchronization

/// Tells the reading thread to stop, also while it waits for input.
final class StopSign: Sendable {
  private let isRaised = Atomic(false)
  private let pipe: WakePipe

  init() throws(SystemError) { pipe = try WakePipe() }

  var isSet: Bool { isRaised.load(ordering: .acquiring) }

  /// The descriptor that turns readable when the sign is set, and stays so.
  var descriptor: Int32 { pipe.readEnd }

  func set() {
    isRaised.store(true, ordering: .releasing)
    pipe.wake()
  }
}
