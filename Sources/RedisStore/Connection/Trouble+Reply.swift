import Store

extension Trouble {
  /// What an error reply means, and what to do about it.
  ///
  /// The words are those of Redis 7 (src/server.c, src/acl.c) and of Upstash.
  init(reply text: String, from place: String) {
    let word = String(text.prefix { $0 != " " })
    switch word {
    case "NOAUTH":
      self.init(.misconfigured, "\(place) asks for a password; name one in its URL")
    case "WRONGPASS":
      self.init(.misconfigured, "\(place) does not take this password, or does not know the user")
    case "NOPERM":
      self.init(
        .misconfigured, "\(place) does not let this user do what a store needs: \(text)")
    case "READONLY":
      self.init(.misconfigured, "\(place) is a replica that only reads; name the primary")
    case "OOM":
      self.init(
        .unavailable,
        "\(place) has no memory left (maxmemory); give it more, or delete workflows")
    case "MISCONF":
      self.init(
        .unavailable, "\(place) refuses to write since it cannot save to its disk: mend that")
    case "LOADING":
      self.init(.unavailable, "\(place) is still loading its data", isPassing: true)
    case "BUSY", "TRYAGAIN", "MASTERDOWN", "NOREPLICAS", "UNKILLABLE":
      self.init(.unavailable, "\(place) cannot answer at the moment: \(text)", isPassing: true)
    case "MOVED", "ASK", "CROSSSLOT", "CLUSTERDOWN":
      self = .cluster(place)
    case "WRONGTYPE":
      self.init(
        .misconfigured,
        "\(place) holds keys of another program under the names that are needed here; "
          + "name another database, or put ?prefix=NAME: at the end of the URL")
    default: self.init(.unavailable, "\(place) refused a command: \(text)")
    }
  }

  static func cluster(_ place: String) -> Trouble {
    Trouble(
      .misconfigured,
      "\(place) is a Redis Cluster, which cannot keep workflows: one commit touches keys of "
        + "several slots; name a server without cluster mode")
  }
}
