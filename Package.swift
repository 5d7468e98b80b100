// swift-tools-version: 6.2
import PackageDescription

// MARK: - Settings

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

// MARK: - Values

let values: [Target] = [
  module("JSON"),
  module("Time"),
  module("Expressions", ["JSON"]),
  module("Schema", ["JSON"]),
]

// MARK: - The core

let core: [Target] = [
  module("Engine", ["JSON", "Time", "Expressions", "Schema"]),
  module("Store", ["JSON", "Time"]),
  module("Agents", ["JSON", "Time", "JSONRPC", "HTTP", "CPlatform"]),
  module("Runtime", ["Engine", "Store", "Agents", "JSON", "Time"]),
]

// MARK: - Ways to keep records

let stores: [Target] = [
  module("MemoryStore", ["Store", "JSON", "Time"]),
  module("SQLiteStore", ["Store", "JSON", "Time", "CSQLite", "CPlatform"]),
]

// MARK: - The wire

let wire: [Target] = [
  module("JSONRPC", ["JSON", "CPlatform"]),
  module("Wire", ["JSON", "Time"]),
  module("Server", ["JSONRPC", "Wire", "Runtime", "Engine", "Store", "Agents", "JSON", "Time"]),
]

// MARK: - The edges

let edges: [Target] = [
  .systemLibrary(
    name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
  .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
  .target(name: "CPlatform"),
  .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
  module("HTTP", ["CCurl"]),
  module("Configuration", ["JSON", "Time", "CYAML", "CPlatform"]),
]

// MARK: - Tests

let testing: [Target] = [
  .target(
    name: "TestKit", dependencies: ["Store", "MemoryStore", "Engine", "Runtime", "JSON", "Time"],
    swiftSettings: strict),
  tests("JSONTests", ["JSON"]),
  tests("TimeTests", ["Time"]),
  tests("ExpressionsTests", ["Expressions", "JSON"]),
  tests("SchemaTests", ["Schema", "JSON"]),
  tests("EngineTests", ["Engine", "JSON", "Time"]),
  tests("StoreTests", ["TestKit", "Store", "MemoryStore", "SQLiteStore", "JSON", "Time"]),
  .target(
    name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: strict),
  tests("HTTPTests", ["HTTP", "LoopbackServer"]),
  tests("AgentsTests", ["Agents", "HTTP", "LoopbackServer", "JSON", "Time"]),
  tests("JSONRPCTests", ["JSONRPC", "JSON"]),
  tests("ConfigurationTests", ["Configuration", "JSON"]),
]

let package = Package(
  name: "stepwell",
  products: [.library(name: "TestKit", targets: ["TestKit"])],
  targets: values + core + stores + wire + edges + testing)
