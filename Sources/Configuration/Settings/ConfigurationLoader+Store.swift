extension ConfigurationLoader {
  /// The store that flags, environment or file name, or the user's own; nil after a complaint.
  mutating func store(_ ofFile: Setting<StoreLocation>?) -> Setting<StoreLocation>? {
    if let text = flags.store { return store(text, from: .flag("--store"), named: "--store") }
    if let text = environment["STEPWELL_STORE"] { return store(text, variable: "STEPWELL_STORE") }
    if let provider = environment["MEMORY_PROVIDER"] { return store(ofProvider: provider) }
    if let text = environment["TURSO_DATABASE_URL"] {
      return store(text, variable: "TURSO_DATABASE_URL")
    }
    return ofFile ?? standardStore()
  }

  /// The workflows to adopt: all of a store that somebody named, else those of this folder, so that
  /// one application never runs another's work from the store they share by default.
  func scope(_ settings: FileSettings, store: Setting<StoreLocation>?) -> Setting<String> {
    if let text = flags.scope { return Setting(text, from: .flag("--scope")) }
    if let text = environment["STEPWELL_SCOPE"] {
      return Setting(text, from: .environment("STEPWELL_SCOPE"))
    }
    let isShared = store?.origin == .standard
    return settings.scope ?? Setting(isShared ? workingDirectory : "", from: .standard)
  }

  /// The seed's way to choose a store.
  private mutating func store(ofProvider provider: String) -> Setting<StoreLocation>? {
    switch provider {
    case "memory": return Setting(.memory, from: .environment("MEMORY_PROVIDER"))
    case "libsql":
      if let text = environment["TURSO_DATABASE_URL"] {
        return store(text, variable: "TURSO_DATABASE_URL")
      }
      complain(
        about: "MEMORY_PROVIDER", "TURSO_DATABASE_URL, which says where the store is, is not set",
        suggestion: "set it, or STEPWELL_STORE")
    case "upstash": return store("upstash", variable: "MEMORY_PROVIDER")
    default:
      complain(
        about: "MEMORY_PROVIDER", "there is no provider \(quoted(provider))",
        suggestion: didYouMean(provider, among: ["memory", "libsql", "upstash"])
          ?? "write memory, libsql or upstash")
    }
    return nil
  }

  private mutating func store(_ text: String, variable: String) -> Setting<StoreLocation>? {
    store(text, from: .environment(variable), named: variable)
  }

  private mutating func store(
    _ text: String, from origin: Origin, named source: String
  ) -> Setting<StoreLocation>? {
    do {
      let context = StoreContext(folder: workingDirectory, environment: environment)
      return Setting(try StoreLocation(text, in: context), from: origin)
    } catch {
      complain(about: source, error.message, suggestion: error.suggestion)
      return nil
    }
  }

  private mutating func standardStore() -> Setting<StoreLocation>? {
    if let folder = UserFolders(environment).data {
      return Setting(.sqlite(path: folder + "/stepwell.db"), from: .standard)
    }
    complain(
      about: "HOME", "it is not set, so there is no place for the default store",
      suggestion: "name a store with --store, or set HOME")
    return nil
  }
}
