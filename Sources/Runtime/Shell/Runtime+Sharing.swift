import Engine
import Store
import Time

#if canImport(Glibc)
  import Glibc
#endif

/// What an engine takes upon itself.
public enum Engagement: Sendable, Equatable {
  /// It only reads, and leaves no trace in the store.
  case reading
  /// It does what it is asked and moves what it is asked to execute; the others see that it lives
  /// and leave that alone.
  case asked
  /// It also takes up by itself what others left in its scope.
  case adopting
}

extension Runtime {
  private static let leaseDuration = Duration.seconds(15)
  private static let leaseRenewal = Duration.seconds(5)

  /// Leases are about living processes: they keep the machine's time, whatever the workflows' is.
  static let machineTime = SystemTime()

  /// Looks for work and keeps at it, beside whatever is asked: who starts an engine waits for none
  /// of this.
  func beginSharing() {
    look { await self.keepUp() }
    background.append(
      Task {
        while !Task.isCancelled {
          do { try await Task.sleep(for: Self.leaseRenewal) } catch { return }
          await self.keepUp()
        }
      })
    background.append(
      Task { [store] in
        for await _ in store.changes() { await self.followOthers() }
      })
  }

  /// Looks for work in the store, one look after the other.
  func look(_ body: @escaping @Sendable () async -> Void) {
    looks = Task { [looks] in
      await looks?.value
      await body()
    }
  }

  /// Lets the other engines see that this one lives, before it writes for the first time.
  func beginLease() async throws(StoreError) {
    guard leaseStart == nil, engagement != .reading else { return }
    let startedAt = Self.machineTime.now
    try await renewLease(startedAt: startedAt)
    leaseStart = startedAt
  }

  /// - Parameter isLeavingWork: whether workflows are still recorded as this engine's. Then its
  ///   lease stays, expired, for others to see that they may be taken.
  func endSharing(isLeavingWork: Bool) async {
    guard leaseStart != nil else { return }
    do throws(StoreError) {
      if isLeavingWork {
        let end = Self.machineTime.now + .milliseconds(-1)
        try await keepLease(until: end, startedAt: end)
      } else {
        try await store.dropLease(engine: engine)
      }
    } catch {
      // An outage at the end: the lease expires by itself.
    }
  }

  private func renewLease(startedAt: Instant) async throws(StoreError) {
    try await keepLease(until: Self.machineTime.now + Self.leaseDuration, startedAt: startedAt)
  }

  private func keepLease(until end: Instant, startedAt: Instant) async throws(StoreError) {
    try await store.keepLease(
      LeaseRecord(
        engine: engine, host: hostName(), process: Int(getpid()), startedAt: startedAt,
        expiresAt: end))
  }

  private func keepUp() async {
    do throws(StoreError) {
      if let leaseStart {
        try await renewLease(startedAt: leaseStart)
        mailbox.post(.inbound(.mail))
      }
      try await adopt()
    } catch {
      // The store is out of reach; the next renewal tries again.
    }
  }

  /// Another engine changed the store: tell its events, and take what it left.
  private func followOthers() async {
    await publishOthers()
    mailbox.post(.inbound(.mail))
    do throws(StoreError) { try await adopt() } catch {
      // As above.
    }
  }

  private func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
