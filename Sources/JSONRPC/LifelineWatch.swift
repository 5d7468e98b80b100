import CPlatform
import Glibc

/// What the thread of a lifeline looks at, and what it makes of it.
struct LifelineWatch: ~Copyable {
  private enum Source {
    case orders, signals, output, process
  }

  /// Milliseconds between two looks at what cannot wake the thread.
  private static let interval: Int32 = 500

  private let orderPipe: WakePipe
  private let signalPipe: WakePipe
  private let onEnd: @Sendable (ConnectionEnd) -> Void
  private var sources: [Source] = []
  private var descriptors: [pollfd] = []
  /// The parent and how to look it up; nil when it is gone or nobody asked.
  private var parent: (first: Int32, now: @Sendable () -> Int32)?
  /// Processes the kernel offers no descriptor for.
  private var polledProcesses: [Int32] = []

  init(
    orderPipe: WakePipe, signalPipe: WakePipe, output: Int32?,
    parent: (first: Int32, now: @Sendable () -> Int32)?,
    onEnd: @escaping @Sendable (ConnectionEnd) -> Void
  ) {
    self.orderPipe = orderPipe
    self.signalPipe = signalPipe
    self.onEnd = onEnd
    self.parent = parent
    add(.orders, orderPipe.readEnd)
    add(.signals, signalPipe.readEnd)
    // No event is asked for: errors and hang-ups are always told.
    if let output { add(.output, output, events: 0) }
  }

  deinit {
    for (source, descriptor) in zip(sources, descriptors) where source == .process {
      Glibc.close(descriptor.fd)
    }
  }

  mutating func add(process: Int32) {
    let descriptor = cplatform_pidfd_open(process)
    if descriptor >= 0 {
      add(.process, descriptor)
    } else if errno == ESRCH || process <= 0 {
      onEnd(.parentDied)
    } else {
      polledProcesses.append(process)
    }
  }

  private mutating func add(_ source: Source, _ descriptor: Int32, events: Int32 = POLLIN) {
    sources.append(source)
    descriptors.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
  }

  /// Blocks until there is an order or a reason to end, and tells the reasons.
  mutating func wait() {
    let hasToLook = parent != nil || !polledProcesses.isEmpty
    let count = nfds_t(descriptors.count)
    if poll(&descriptors, count, hasToLook ? LifelineWatch.interval : -1) > 0 {
      for index in descriptors.indices where descriptors[index].revents != 0 { take(index) }
    }
    lookAtParent()
    lookAtProcesses()
  }

  private mutating func take(_ index: Int) {
    switch sources[index] {
    case .orders: _ = orderPipe.drain()
    case .signals: for number in signalPipe.drain() { onEnd(.signal(Int32(number))) }
    case .output:
      // It stays as it is; a negative descriptor is passed over by poll(2).
      descriptors[index].fd = -1
      onEnd(.brokenPipe)
    case .process:
      Glibc.close(descriptors[index].fd)
      descriptors[index].fd = -1
      onEnd(.parentDied)
    }
  }

  private mutating func lookAtParent() {
    guard let (first, now) = parent, now() != first else { return }
    parent = nil
    onEnd(.parentDied)
  }

  private mutating func lookAtProcesses() {
    for process in polledProcesses where kill(process, 0) < 0 && errno == ESRCH {
      polledProcesses.removeAll { $0 == process }
      onEnd(.parentDied)
    }
  }
}
