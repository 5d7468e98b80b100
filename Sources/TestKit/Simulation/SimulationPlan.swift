import Time

/// How rough a simulated world is; drawn from the seed, so that seeds differ in character.
struct SimulationPlan {
  let engines: Int
  /// Until when things break; then there is calm, and everything has to come to an end.
  let calmAt: Instant
  /// How many times a client asks for something.
  let visits: Int
  let workflows: Int
  let agents: [String]
  /// Agents of them that need no time to answer.
  let instantAgents: Set<String>
  /// Agents that never come back once it is calm.
  let lostAgents: Set<String>
  /// Calls at once over all agents of an engine.
  let capacity: Int
  /// In percent of commits: the engine dies, the store cannot be reached.
  let crashes: Int
  let outages: Int
  /// Whether a store knows of an engine's death at once, without waiting for its lease to end.
  let knowsDeath: Bool
  /// Whether an engine hears at once of what others commit.
  let hearsOthers: Bool

  /// Whether the engines' clocks jump, each on its own.
  let clocksJump: Bool

  static let beginning = Instant(milliseconds: 1_767_225_600_000)
  static let adoptionInterval = Duration.seconds(5)
  static let leaseDuration = Duration.seconds(15)

  init(engines: Int, chance: inout SplitMix64) {
    self.engines = engines
    calmAt = Self.beginning + .seconds(chance.pick(5...120))
    visits = chance.pick(4...24)
    workflows = chance.pick(1...5)
    agents = (0..<chance.pick(1...3)).map { "agent\($0)" }
    instantAgents = Set(agents.filter { _ in chance.isLucky(25) })
    lostAgents = chance.isLucky(10) ? [chance.pick(agents)] : []
    capacity = chance.pick([1, 2, 4, 8])
    crashes = chance.pick([0, 5, 10, 20])
    outages = chance.pick([0, 0, 5, 20])
    knowsDeath = chance.isLucky(50)
    hearsOthers = chance.isLucky(50)
    clocksJump = chance.isLucky(30)
  }
}
