/// The programs that the server runs: each is atomic there, and together they alone know the keys.
enum Script: Int, CaseIterable, Sendable {
  /// Applies one commit.
  case commit
  /// Answers one question.
  case read
  /// Keeps or drops an engine's lease.
  case lease

  /// The source in Lua 5.1, put together from the files beside this one.
  var text: String { Self.texts[rawValue] }

  private static let texts = allCases.map { script in
    script.parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  private var parts: [[UInt8]] {
    switch self {
    case .commit:
      [
        PackageResources.layout_lua, PackageResources.json_lua, PackageResources.events_lua,
        PackageResources.index_lua, PackageResources.guards_lua, PackageResources.foresight_lua,
        PackageResources.changes_lua, PackageResources.deletion_lua, PackageResources.commit_lua,
      ]
    case .read:
      [
        PackageResources.layout_lua, PackageResources.json_lua, PackageResources.events_lua,
        PackageResources.pages_lua, PackageResources.reads_lua,
      ]
    case .lease: [PackageResources.layout_lua, PackageResources.leases_lua]
    }
  }
}

/// A script with its arguments.
struct ScriptCall: Sendable {
  let script: Script
  var arguments: Arguments

  init(_ script: Script, _ arguments: Arguments) {
    self.script = script
    self.arguments = arguments
  }

  /// By the name that the server gave the script when it was loaded.
  func command(named name: String, prefix: String) -> Command {
    ["EVALSHA", name, "0", prefix] + arguments.texts
  }

  /// With the script itself, for a server that does not know it (any more).
  func commandWithSource(prefix: String) -> Command {
    ["EVAL", script.text, "0", prefix] + arguments.texts
  }
}
