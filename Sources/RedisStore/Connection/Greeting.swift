import Store

/// How a Redis is reached, in the seed's words.
enum Provider: String, Sendable {
  case redis
  case upstash

  var pace: Watch.Pace {
    switch self {
    case .redis: .native
    case .upstash: .metered
    }
  }
}

/// What is asked of a server before it is used: whether it will do, and what its word is worth.
struct Greeting: Sendable {
  /// The version of the layout that this program writes.
  private static let layout = 1

  let description: StoreDescription
  /// The names of the scripts, as `SCRIPT LOAD` gave them.
  let scripts: [String]
  /// The number of the last write.
  let writes: Int64

  init(
    _ transport: any Transport, provider: Provider, prefix: String, location: String
  ) async throws(Trouble) {
    let questions: [Command] = [
      ["INFO", "replication"], ["INFO", "cluster"], ["TYPE", "\(prefix)workflows"],
      ["CONFIG", "GET", "appendonly"], ["CONFIG", "GET", "appendfsync"],
      ["CONFIG", "GET", "maxmemory-policy"],
    ]
    let answers = try await transport.send(questions)
    try Self.judge(answers, location, prefix)
    let loads = Script.allCases.map { ["SCRIPT", "LOAD", $0.text] }
    let meta = "\(prefix)stepwell"
    let replies = try await transport.send(
      [["HSETNX", meta, "layout", String(Self.layout)], ["HMGET", meta, "layout", "writes"]] + loads
    )
    for case .failure(let text) in replies { throw Trouble(reply: text, from: location) }
    let kept = replies[1].elements
    guard kept.first?.integer ?? 0 <= Self.layout else {
      throw Trouble(
        .newerSchema, "\(location) was written by a newer Stepwell; use that or a newer one")
    }
    writes = kept.last?.integer ?? 0
    scripts = replies.dropFirst(2).compactMap(\.text)
    let persistence = Persistence(
      provider, appends: answers[3].setting, syncs: answers[4].setting,
      evicts: answers[5].setting)
    description = StoreDescription(
      provider: provider.rawValue, location: location, durability: persistence.durability,
      warnings: persistence.warnings)
  }

  private static func judge(
    _ answers: [Reply], _ location: String, _ prefix: String
  ) throws(Trouble) {
    for case .failure(let text) in answers.prefix(3) {
      // INFO may be forbidden or unknown; whether reads are allowed shows by TYPE.
      let isAboutInfo = text.hasPrefix("NOPERM") || text.hasPrefix("ERR")
      if !isAboutInfo { throw Trouble(reply: text, from: location) }
    }
    if case .failure(let text) = answers[2] { throw Trouble(reply: text, from: location) }
    guard answers[1].text?.contains("cluster_enabled:1") != true else {
      throw .cluster(location)
    }
    let isReplica = answers[0].text?.contains("role:slave") == true
    guard !isReplica else {
      throw Trouble(reply: "READONLY", from: location)
    }
    guard ["none", "zset"].contains(answers[2].text) else {
      throw Trouble(reply: "WRONGTYPE", from: location)
    }
  }
}

extension Reply {
  /// The value in an answer to `CONFIG GET`; nil where that is not allowed.
  fileprivate var setting: String? { elements.count == 2 ? elements[1].text : nil }
}

/// What a server's settings mean for a commit that was answered.
struct Persistence: Sendable, Equatable {
  /// One of the words of `StoreDescription.durability`.
  var durability: String
  var warnings: [String] = []

  /// - Parameters: the values of `appendonly`, `appendfsync` and `maxmemory-policy`; nil: unknown.
  init(_ provider: Provider, appends: String?, syncs: String?, evicts: String?) {
    switch (appends, syncs) {
    case ("yes", "always"): durability = "full"
    case ("yes", _):
      durability = "normal"
      warnings.append(
        "The server writes to its disk once a second (appendfsync \(syncs ?? "everysec")): when it "
          + "dies, the last second may be lost; appendfsync always keeps every commit.")
    case (.some, _):
      durability = "process"
      warnings.append(
        "The server keeps no log (appendonly no): what it has not saved is lost when it dies; set "
          + "appendonly yes and appendfsync always.")
    case (nil, _) where provider == .upstash:
      durability = "normal"
      warnings.append(
        "Upstash replicates writes with a delay: when it fails over, the last ones may be lost.")
    case (nil, _):
      durability = "process"
      warnings.append(
        "The server does not tell its settings (CONFIG GET); whether a commit survives its death "
          + "depends on appendonly and appendfsync.")
    }
    if let evicts, evicts != "noeviction" {
      warnings.append(
        "The server forgets keys when its memory is full (maxmemory-policy \(evicts)), workflows "
          + "among them; set maxmemory-policy noeviction.")
    }
  }
}
