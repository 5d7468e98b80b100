import Glibc

extension Writer {
  /// Sees to it that what lies here is written, at once by this thread if that cannot block.
  ///
  /// `batch` is an empty buffer of the caller's, kept for its room.
  func flush(with batch: inout [UInt8]) {
    guard takeSmallBatch(&batch) else { return }
    var target = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    // A pipe or socket that is writable takes PIPE_BUF bytes without blocking: pipe(7).
    let isWritable = poll(&target, 1, 0) == 1 && target.revents == Int16(POLLOUT)
    let count = isWritable ? Glibc.write(descriptor, batch, batch.count) : 0
    giveBack(&batch, written: max(0, count))
  }

  private func takeSmallBatch(_ batch: inout [UInt8]) -> Bool {
    let (isTaken, mustWake) = monitor.withLock { state -> (Bool, Bool) in
      guard !state.pending.isEmpty, !state.isBroken else { return (false, false) }
      guard !state.isWriting, state.pending.count <= Int(PIPE_BUF) else { return (false, true) }
      state.beginBatch(&batch)
      return (true, false)
    }
    if mustWake { monitor.wake() }
    return isTaken
  }

  /// Puts what a write left over back, to be written first.
  private func giveBack(_ batch: inout [UInt8], written: Int) {
    let mustWake = monitor.withLock { state in
      if written < batch.count, !state.isBroken {
        state.pending.insert(contentsOf: batch[written...], at: 0)
      }
      state.endBatch()
      return !state.pending.isEmpty || state.isClosing || state.isBroken
    }
    batch.removeAll(keepingCapacity: true)
    if mustWake { monitor.wake() }
  }

  /// The thread's work: ends when the connection is closed and everything is written, or broken.
  ///
  /// The descriptor is closed then.
  func run(onBroken: () -> Void) {
    var batch: [UInt8] = []
    while nextBatch(&batch) {
      let isWritten = writeAll(batch)
      monitor.withLock { $0.endBatch() }
      if !isWritten {
        discard()
        onBroken()
      }
      // The memory of a batch that was huge is given back.
      if batch.capacity > 1 << 20 { batch = [] } else { batch.removeAll(keepingCapacity: true) }
    }
    Glibc.close(descriptor)
  }

  /// Waits for something to write; false when there will be nothing more.
  private func nextBatch(_ batch: inout [UInt8]) -> Bool {
    monitor.when({ state in
      !state.isWriting && (!state.pending.isEmpty || state.isClosing || state.isBroken)
    }) { state in
      guard !state.pending.isEmpty else { return false }
      state.beginBatch(&batch)
      return true
    }
  }

  private func writeAll(_ batch: [UInt8]) -> Bool {
    batch.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
          guard isTemporary(errno) else { return false }
          continue
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        account(for: count)
      }
      return true
    }
  }

  /// Whether a write that failed may be tried again; waits where the peer set the descriptor to
  /// non-blocking.
  private func isTemporary(_ code: Int32) -> Bool {
    if code == EINTR { return true }
    guard code == EAGAIN else { return false }
    var target = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&target, 1, -1)
    return true
  }

  private func account(for count: Int) {
    monitor.withLock { state in
      state.unwritten -= count
      state.levelWaiters.resume(at: state.level)
    }
    monitor.wake()
  }
}

extension Writer.State {
  /// Exchanges what is pending for an empty buffer; only one writer may.
  fileprivate mutating func beginBatch(_ batch: inout [UInt8]) {
    swap(&pending, &batch)
    unwritten = batch.count
    isWriting = true
  }

  fileprivate mutating func endBatch() {
    unwritten = 0
    isWriting = false
    levelWaiters.resume(at: level)
  }
}
