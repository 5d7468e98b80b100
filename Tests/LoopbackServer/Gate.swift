import Glibc

/// A place where one side waits until the other lets it through; once for each opening.
public final class Gate: Sendable {
  private let descriptors: (read: Int32, write: Int32)

  public init() {
    var pair: [Int32] = [-1, -1]
    guard pipe(&pair) == 0 else { preconditionFailure("no pipe: \(errno)") }
    descriptors = (pair[0], pair[1])
  }

  deinit {
    close(descriptors.read)
    close(descriptors.write)
  }

  public func open() {
    var byte: UInt8 = 1
    write(descriptors.write, &byte, 1)
  }

  /// Blocks the thread until the gate is opened.
  public func wait() {
    var byte: UInt8 = 0
    while read(descriptors.read, &byte, 1) < 0, errno == EINTR {}
  }

  /// Waits until the gate is opened.
  public func passed() async {
    await onThread { self.wait() }
  }
}

/// Runs a function that blocks on a thread of its own, and waits for what it gives.
public func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    startThread { continuation.resume(returning: body()) }
  }
}

/// Runs a function on a thread of its own.
public func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  precondition(code == 0, "no thread: \(code)")
  pthread_detach(thread)
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
