import ArgumentParser
import JSON
import Runtime
import Store
import Time
import Upkeep

/// `stepwell store info`: what the store is and what it holds.
struct StoreInfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Say where workflows are kept, how safely, how many, and who works on them.")

  @Flag(help: "Print it as JSON.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    try await OpenedStore.with(engine, isThere: false) { store in
      let counts = try await store.counts().filter { $0.value > 0 }
      let now = SystemTime().now
      let engines = try await store.leases().filter { $0.isAlive(at: now) }
      let cursor = try await store.lastCursor()
      if json {
        return StandardOutput.write(pretty: report(store.description, counts, engines, cursor))
      }
      StandardOutput.write(text(store.description, counts, engines, cursor))
    }
  }

  private func report(
    _ store: StoreDescription, _ counts: [String: Int], _ engines: [LeaseRecord], _ cursor: Int64
  ) -> JSON {
    [
      "provider": .string(store.provider), "location": .string(store.location),
      "durability": .string(store.durability),
      "warnings": .array(store.warnings.map(JSON.string)),
      "workflows": .object(
        JSON.Object(counts.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })),
      "lastCursor": .int(cursor),
      "engines": .array(
        engines.map { lease in
          [
            "id": .string(lease.engine), "host": .string(lease.host),
            "processId": JSON(lease.process), "startedAt": .string(lease.startedAt.description),
          ]
        }),
    ]
  }

  private func text(
    _ store: StoreDescription, _ counts: [String: Int], _ engines: [LeaseRecord], _ cursor: Int64
  ) -> String {
    let total = counts.values.reduce(0, +)
    let details = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    var lines = [
      "store       \(store.provider) \(store.location)",
      "durability  \(store.durability)",
      "workflows   \(total == 0 ? "none" : details.joined(separator: ", "))",
      "last event  \(cursor)",
      "engines     \(engines.isEmpty ? "none" : engines.map(\.words).joined(separator: ", "))",
    ]
    lines += store.warnings.map { "warning     \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension LeaseRecord {
  fileprivate var words: String { "process \(process) on \(host)" }
}
