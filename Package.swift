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
  module("Expressions", ["JSON", "RegularExpressions"]),
  module("RegularExpressions"),
  module("Digests"),
  module("Schema", ["JSON", "RegularExpressions"]),
  module("Importers", ["JSON"]),
  module("Graph", ["JSON"]),
]

// MARK: - The core

let core: [Target] = [
  module("Engine", ["JSON", "Time", "Expressions", "Schema"]),
  module("Store", ["JSON", "Time"]),
  module("Agents", ["JSON", "Time", "JSONRPC", "HTTP", "CPlatform"]),
  module("Runtime", ["Engine", "Store", "Agents", "CPlatform", "Digests", "JSON", "Time"]),
]

// MARK: - Ways to keep records

let stores: [Target] = [
  module("MemoryStore", ["Store", "JSON", "Time"]),
  module("SQLLayout", ["Store", "JSON", "Time"]),
  module("SQLiteStore", ["SQLLayout", "Store", "JSON", "Time", "CSQLite", "CPlatform"]),
  module("LibSQLStore", ["SQLLayout", "Store", "HTTP", "JSON", "Time"]),
  .target(
    name: "RedisStore", dependencies: ["Store", "JSON", "Time", "HTTP", "CPlatform"],
    resources: [
      "layout", "json", "events", "index", "guards", "foresight", "changes", "deletion",
      "commit", "pages", "reads", "leases",
    ].map { .embedInCode("Scripts/\($0).lua") },
    swiftSettings: strict),
]

// MARK: - Looking after stores

let upkeep: [Target] = [module("Upkeep", ["Store", "Time"])]

// MARK: - The wire

let wire: [Target] = [
  module("JSONRPC", ["JSON", "CPlatform"]),
  module("Wire", ["JSON", "Time"]),
  module(
    "Server",
    [
      "JSONRPC", "Wire", "Runtime", "Engine", "Store", "Agents", "Schema", "Digests", "JSON",
      "Time",
    ]),
]

// MARK: - The edges

let edges: [Target] = [
  .systemLibrary(
    name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
  .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
  .target(name: "CPlatform"),
  .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
  module("HTTP", ["CCurl"]),
  module("Configuration", ["JSON", "Time", "Digests", "CYAML", "CPlatform"]),
]

// MARK: - The program

let program: [Target] = [
  .executableTarget(
    name: "stepwell",
    dependencies: [
      "Server", "Runtime", "Engine", "Store", "MemoryStore", "SQLiteStore", "LibSQLStore",
      "RedisStore", "Upkeep", "Agents", "HTTP", "Configuration", "Importers", "Graph", "JSONRPC",
      "Wire", "JSON", "Time", "CPlatform",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict)
]

// MARK: - Tests

let testing: [Target] = [
  .target(
    name: "TestKit", dependencies: ["Store", "MemoryStore", "Engine", "Runtime", "JSON", "Time"],
    swiftSettings: strict),
  .executableTarget(name: "simulate", dependencies: ["TestKit"], swiftSettings: strict),
  tests("SimulationTests", ["TestKit", "Runtime", "Engine", "Store", "Agents", "JSON", "Time"]),
  tests("LayeringTests", []),
  tests("JSONTests", ["JSON"]),
  tests("TimeTests", ["Time"]),
  tests("ExpressionsTests", ["Expressions", "JSON"]),
  tests("DigestsTests", ["Digests"]),
  tests("RegularExpressionsTests", ["RegularExpressions"]),
  tests("SchemaTests", ["Schema", "JSON"]),
  tests(
    "ImportersTests", ["Importers", "Engine", "Wire", "Schema", "Configuration", "JSON"]),
  tests("GraphTests", ["Graph", "JSON"]),
  tests("EngineTests", ["Engine", "Runtime", "Store", "JSON", "Time"]),
  tests("RuntimeTests", ["TestKit", "Runtime", "Engine", "Store", "MemoryStore", "JSON"]),
  tests(
    "StoreTests",
    ["TestKit", "Store", "MemoryStore", "SQLiteStore", "CSQLite", "RedisStore", "JSON", "Time"]),
  tests(
    "LibSQLStoreTests",
    ["TestKit", "LibSQLStore", "MemoryStore", "Store", "LoopbackServer", "HTTP", "JSON", "Time"]),
  tests(
    "UpkeepTests", ["Upkeep", "TestKit", "MemoryStore", "SQLiteStore", "Store", "JSON", "Time"]),
  .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: strict),
  .target(
    name: "Fuzzing",
    dependencies: [
      "JSON", "JSONRPC", "Wire", "Engine", "Schema", "Expressions", "RegularExpressions",
      "Configuration",
    ], path: "Tests/Fuzzing", swiftSettings: strict),
  .executableTarget(
    name: "fuzz", dependencies: ["Fuzzing"], path: "Tests/Fuzz", swiftSettings: strict),
  tests("FuzzTests", ["Fuzzing"]),
  tests("HTTPTests", ["HTTP", "LoopbackServer"]),
  tests("AgentsTests", ["Agents", "HTTP", "LoopbackServer", "JSON", "Time"]),
  tests("JSONRPCTests", ["JSONRPC", "JSON", "CPlatform"]),
  tests("WireTests", ["Wire", "JSON", "Time"]),
  tests("ProtocolTests", ["Wire", "Engine", "Schema", "Configuration", "JSON"]),
  tests("ConfigurationTests", ["Configuration", "JSON"]),
  tests("CommandLineTests", ["JSON"]),
]

let package = Package(
  name: "stepwell",
  products: [
    .executable(name: "stepwell", targets: ["stepwell"]),
    .library(name: "TestKit", targets: ["TestKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: values + core + stores + upkeep + wire + edges + program + testing)
