import CPlatform
public import Store
public import Time

extension RedisStore {
  public func inbox(of workflow: String) async throws(StoreError) -> [InboxRecord] {
    var numbered: [(number: Int64, record: InboxRecord)] = []
    for reply in try await ask("inbox", [workflow]).elements {
      guard let text = reply.text, let space = text.firstIndex(of: " "),
        let number = Int64(text[..<space])
      else { continue }
      let record = try InboxRecord(String(text[text.index(after: space)...]), of: workflow)
      numbered.append((number, record))
    }
    return numbered.sorted { $0.number < $1.number }.map(\.record)
  }

  public func adoptable(_ query: AdoptionQuery) async throws(StoreError) -> [WorkflowRecord] {
    var arguments = Arguments()
    arguments.append(maybe: query.scope)
    arguments.append([String(query.now.milliseconds), String(query.limit)])
    arguments.append(many: query.agents)
    arguments.append(many: query.deadEngines)
    return try workflows(in: try await ask("adoptable", arguments).elements)
  }

  public func mail(for engine: String) async throws(StoreError) -> [String] {
    try await ask("mail", [engine]).elements.compactMap(\.text)
  }

  public func claims(on key: String, limit: Int) async throws(StoreError) -> ClaimRecord {
    let found = try await ask("claims", [key, String(max(0, limit))]).elements
    guard found.count == 2 else { return ClaimRecord(held: 0, holders: [], waiting: []) }
    let holders = found[0].elements.compactMap(\.text).sorted { $0.precedes($1) }
    return ClaimRecord(
      held: holders.count, holders: Array(holders.prefix(max(0, limit))),
      waiting: found[1].elements.compactMap(\.text))
  }

  public func nextDue(scope: String?) async throws(StoreError) -> Instant? {
    var arguments = Arguments()
    arguments.append(maybe: scope)
    return try await ask("nextDue", arguments).integer.map { Instant(milliseconds: $0) }
  }

  // MARK: Leases

  public func keepLease(_ lease: LeaseRecord) async throws(StoreError) {
    let now = Instant(milliseconds: cplatform_milliseconds_since_1970())
    var fields = HashFields()
    fields.set("engine", lease.engine)
    fields.set("host", lease.host)
    fields.set("process", lease.process)
    fields.set("startedAt", lease.startedAt)
    fields.set("expiresAt", lease.expiresAt)
    var arguments: Arguments = [lease.engine]
    arguments.append(maybe: String((lease.expiresAt - now).milliseconds))
    arguments.append(lease.expiresAt.milliseconds)
    arguments.append(many: fields.present)
    try await note(ScriptCall(.lease, arguments))
  }

  public func dropLease(engine: String) async throws(StoreError) {
    try await note(ScriptCall(.lease, [engine, "-"]))
  }

  private func note(_ call: ScriptCall) async throws(StoreError) {
    guard let number = try await run([call]).first?.integer, number > 0 else { return }
    watch.wrote(number)
  }

  public func leases() async throws(StoreError) -> [LeaseRecord] {
    let found = try await ask("leases").elements
    var leases: [LeaseRecord] = []
    for index in stride(from: 0, to: found.count - 1, by: 2) {
      guard let fields = Fields(found[index], of: "lease") else { continue }
      leases.append(try LeaseRecord(fields, lives: found[index + 1].integer ?? -1))
    }
    return leases.sorted { $0.engine.precedes($1.engine) }
  }
}
