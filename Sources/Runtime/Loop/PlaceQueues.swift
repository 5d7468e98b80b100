public import Engine
import Store

/// The wish of a step, or of a whole workflow, for a place under a limit.
public struct PlaceWish: Sendable, Hashable {
  public var workflow: String
  public var path: StepPath
  /// The key as the store knows it.
  public var key: String
  public var limit: Int
  public var holder: String

  init(_ place: Place, of workflow: Workflow, at path: StepPath) {
    self.workflow = workflow.id
    self.path = path
    key = Workflow.claimKey(place.key, at: path)
    limit = place.limit
    holder = workflow.claimHolder(at: path)
  }

  var claim: Guard { .claim(key: key, limit: limit, holder: holder) }
}

/// The wishes of this engine's workflows that stand in the store's queues.
struct PlaceQueues: Sendable {
  /// By key, then by holder.
  private var wishes: [String: [String: PlaceWish]] = [:]

  /// The keys whose places do not become free by themselves, as far as is known.
  var stuck: Set<String> = []

  /// Whether the wish stands in a queue that does not move by itself.
  func isStuck(_ wish: PlaceWish) -> Bool { stuck.contains(wish.key) && contains(wish) }

  /// The workflows that wait for a place under the key, sorted.
  func workflows(waitingFor key: String) -> [String] {
    Set((wishes[key] ?? [:]).values.map(\.workflow)).sorted()
  }

  /// The keys that are waited for, sorted.
  var keys: [String] { wishes.keys.sorted() }

  var isEmpty: Bool { wishes.isEmpty }

  func contains(_ wish: PlaceWish) -> Bool { wishes[wish.key]?[wish.holder] == wish }

  func wish(for key: String, of holder: String) -> PlaceWish? { wishes[key]?[holder] }

  mutating func insert(_ wish: PlaceWish) { wishes[wish.key, default: [:]][wish.holder] = wish }

  mutating func remove(_ wish: PlaceWish) {
    wishes[wish.key]?[wish.holder] = nil
    guard wishes[wish.key]?.isEmpty == true else { return }
    wishes[wish.key] = nil
    stuck.remove(wish.key)
  }

  /// The wishes for a key that may be fulfilled now, in the order of the store's queue.
  func fulfillable(_ key: String, _ claims: ClaimRecord) -> [PlaceWish] {
    claims.waiting.enumerated().compactMap { ahead, holder in
      guard let wish = wishes[key]?[holder], claims.held + ahead < wish.limit else { return nil }
      return wish
    }
  }
}
