import Engine
import Runtime
import Time

/// One engine of a simulated world: the runtime's loop with a mailbox and with calls that are under
/// way, all of which is lost in a crash.
struct SimulatedEngine {
  enum Letter {
    case inbound(Inbound)
    case agentAppeared(String, AgentStatus, InstantAnswer?)
    case agentVanished(String)
    case heard(CallID)
    case tick
  }

  let index: Int
  /// The engine's id, new for each start.
  private(set) var name: String
  /// Counts its starts; what was meant for an earlier life goes unheard.
  private(set) var life = 0
  private(set) var isUp = false
  var loop: Loop
  var mailbox: [Letter] = []
  /// Whether it waits for the store.
  var isBusy = false
  /// When it will be woken, if it will.
  var wakesAt: Instant?
  /// Until when its process stands still.
  var stallsUntil: Instant?
  /// How far its clock is ahead.
  var skew = Duration.zero
  /// How many calls each agent takes that is there.
  var offers: [String: Int] = [:]
  /// The most that each agent took since the engine last was idle.
  var allowances: [String: Int] = [:]
  var running: [CallID: RunningCall] = [:]
  var questions: [Int: Question] = [:]
  /// Who is to be told of the end of child workflows that it follows, by child.
  var followed: [String: String] = [:]
  private var tokens = 0

  struct RunningCall {
    var agentId: String
    /// Names the plan of its end; another plan makes earlier ones void.
    var plan: Int
  }

  /// Something that a client asked and that is not yet answered.
  struct Question {
    var request: Request?
    /// How many statuses the workflow had had by then.
    var statusCount: Int
    var wasThere: Bool
    /// The end of a call that is being reported from outside.
    var report: (call: CallID, outcome: Outcome)?
    /// The child that is being made.
    var child: ChildOrder?
    /// The child of whose end its parent is told.
    var ended: (child: String, parent: String)?
  }

  init(index: Int, capacity: Int) {
    self.index = index
    name = Self.name(index, 0)
    loop = Self.loop(name, capacity)
  }

  mutating func start(capacity: Int) {
    life += 1
    isUp = true
    name = Self.name(index, life)
    loop = Self.loop(name, capacity)
  }

  mutating func die() {
    isUp = false
    isBusy = false
    mailbox = []
    wakesAt = nil
    stallsUntil = nil
    offers = [:]
    allowances = [:]
    running = [:]
    questions = [:]
    followed = [:]
  }

  mutating func token(for question: Question) -> Int {
    tokens += 1
    questions[tokens] = question
    return tokens
  }

  /// Hands everything that came to the loop.
  mutating func readMail(at now: Instant) {
    let letters = mailbox
    mailbox = []
    for letter in letters {
      switch letter {
      case .inbound(let inbound): loop.receive(inbound)
      case .agentAppeared(let agentId, let status, let answer):
        loop.agentAppeared(agentId, status, answer: answer)
      case .agentVanished(let agentId): loop.agentVanished(agentId)
      case .heard(let call): loop.heard(call, at: now)
      case .tick: loop.tick(at: now)
      }
    }
  }

  private static func name(_ index: Int, _ life: Int) -> String { "engine\(index).\(life)" }

  private static func loop(_ name: String, _ capacity: Int) -> Loop {
    var limits = RuntimeLimits()
    limits.maxConcurrentCalls = capacity
    return Loop(engine: name, scope: "", limits: limits)
  }
}
