import Time

/// What the steps inside of others need, kept up to date by `evolve` so that nobody has to look at
/// all of them.
struct Needs: Sendable, Equatable {
  /// Steps inside of others that have begun and not ended.
  private(set) var open: [StepPath: Need] = [:]
  /// The steps among them with a moment at which something is due.
  private(set) var moments: [StepPath: Instant] = [:]
  /// How many of them wait for each agent.
  private(set) var agents: [String: Int] = [:]
  /// How many calls run that were not accepted.
  private(set) var calls = 0
  /// How many children are looked after.
  private(set) var children = 0
  /// How many of them wait for a place under a limit.
  private(set) var places = 0
  /// The calls that were accepted, with their agents.
  private(set) var accepted: [CallID: String] = [:]

  struct Need: Sendable, Equatable {
    var effect: Effect?
    var moment: Instant?
  }

  mutating func set(_ path: StepPath, _ need: Need?) {
    let old = open[path]
    guard old != need else { return }
    if let effect = old?.effect { count(effect, by: -1) }
    if let effect = need?.effect { count(effect, by: 1) }
    if old?.moment != need?.moment { moments[path] = need?.moment }
    open[path] = need
  }

  private mutating func count(_ effect: Effect, by change: Int) {
    switch effect {
    case .call(_, _, false): calls += change
    case .call(let call, let agentId, true): accepted[call] = change > 0 ? agentId : nil
    case .admission(_, let agentId):
      let count = agents[agentId, default: 0] + change
      agents[agentId] = count == 0 ? nil : count
    case .child: children += change
    case .place: places += change
    }
  }
}
