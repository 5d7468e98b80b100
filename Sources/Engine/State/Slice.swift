import JSON
import Time

/// What child workflows may use of the budget of the one that made them.
///
/// A child's slice is taken from what is left when its step begins: as much as its definition's own
/// budget says where that stands inline, otherwise everything. It counts as used until the child has
/// ended, which gives back what it did not use.
extension Workflow {
  /// The slice for a child; nil where there is no budget to share.
  func slice(for child: ChildStep, at now: Instant) -> Slice? {
    guard let left = budgetLeft(at: now) else { return nil }
    guard case .definition(let source) = child.source, let own = source["budget"] else {
      return Slice(budget: left)
    }
    let budget = Budget(
      agentCalls: own["agentCalls"]?.intValue, tokens: own["tokens"]?.intValue,
      costUSD: own["costUSD"]?.doubleValue,
      duration: own["duration"]?.stringValue.flatMap { Duration(text: $0) })
    return Slice(budget: left.limited(to: budget), isBounded: true)
  }

  /// The slices of children that took everything, each with what is left now; sorted by child.
  func raisedSlices(at now: Instant) -> [(child: String, budget: Budget?)] {
    let open = slices.keys.filter { slices[$0]?.isBounded == false }.sorted()
    guard var left = budgetLeft(at: now) else { return open.map { ($0, nil) } }
    return open.compactMap { child in
      guard let budget = slices[child]?.budget else { return nil }
      defer { left = Budget(agentCalls: 0, tokens: 0, costUSD: 0, duration: left.duration) }
      return (child, budget.extended(by: left, in: definition.budget))
    }
  }

  /// What is neither used nor reserved; nil without a budget.
  func budgetLeft(at now: Instant) -> Budget? {
    guard let budget = definition.budget else { return nil }
    let tokens = usage.inputTokens + usage.outputTokens
    let held = reserved.inputTokens + reserved.outputTokens
    let running = elapsed + (runningSince.map { now - $0 } ?? .zero)
    return Budget(
      agentCalls: budget.agentCalls.map { max(0, $0 - usage.agentCalls - reserved.agentCalls) },
      tokens: budget.tokens.map { max(0, $0 - tokens - held) },
      costUSD: budget.costUSD.map { max(0, $0 - usage.costUSD - reserved.costUSD) },
      duration: budget.duration.map { max(.zero, $0 - running) })
  }

  mutating func reserve(_ slice: Slice, for child: String) {
    if let earlier = slices[child] { reserved -= earlier.usage }
    slices[child] = slice
    reserved += slice.usage
  }

  /// A child has ended: what it used is counted, and what is left of its slice given back.
  mutating func settle(_ child: String, _ used: Usage, _ now: Instant) {
    if let slice = slices.removeValue(forKey: child) { reserved -= slice.usage }
    usage += used
    reconsiderBudget(now)
  }
}

/// What one child may use.
public struct Slice: Sendable, Equatable {
  public var budget: Budget
  /// Whether the child's definition bounds it, so that more of the parent's budget is none of its.
  public var isBounded: Bool

  public init(budget: Budget, isBounded: Bool = false) {
    self.budget = budget
    self.isBounded = isBounded
  }

  var usage: Usage {
    Usage(
      agentCalls: budget.agentCalls ?? 0, inputTokens: budget.tokens ?? 0,
      costUSD: budget.costUSD ?? 0)
  }
}

extension Budget {
  /// The smaller part of each.
  public func limited(to other: Budget) -> Budget {
    Budget(
      agentCalls: Self.least(agentCalls, other.agentCalls),
      tokens: Self.least(tokens, other.tokens),
      costUSD: Self.least(costUSD, other.costUSD), duration: Self.least(duration, other.duration))
  }

  /// With what is left besides, in the parts that are limited.
  fileprivate func extended(by left: Budget, in limits: Budget?) -> Budget {
    Budget(
      agentCalls: limits?.agentCalls.map { _ in (agentCalls ?? 0) + (left.agentCalls ?? 0) },
      tokens: limits?.tokens.map { _ in (tokens ?? 0) + (left.tokens ?? 0) },
      costUSD: limits?.costUSD.map { _ in (costUSD ?? 0) + (left.costUSD ?? 0) },
      duration: left.duration)
  }

  private static func least<Amount: Comparable>(_ left: Amount?, _ right: Amount?) -> Amount? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}
