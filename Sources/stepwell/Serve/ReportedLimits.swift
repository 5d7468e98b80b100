import Configuration
import Engine
import Glibc
import JSONRPC
import Runtime
import Server
import Time

/// Every bound of the engine by its name, as `server/info` reports it. Each module says what its own
/// mean; here is where all of them are found.
enum ReportedLimits {
  static func all(_ configuration: Configuration) -> [String: Int] {
    connection(configuration.limits.connection).merging(workflows) { first, _ in first }
      .merging(sharing(configuration.limits)) { first, _ in first }
  }

  /// What one connection takes.
  private static func connection(_ limits: ConnectionLimits) -> [String: Int] {
    [
      "maxMessageBytes": limits.maxMessageBytes,
      "maxDepth": limits.maxDepth,
      "maxHeaderBytes": limits.maxHeaderBytes,
      "maxBatchMessages": limits.maxBatchMessages,
      "maxRequestsInFlight": limits.maxRequestsInFlight,
      "maxWaitingRequests": limits.maxWaitingRequests,
      "maxUnreadBytes": limits.maxUnreadBytes,
      "maxUnreadEventBytes": SessionLimits.unreadEventBytes,
      "maxUnreadEphemeralBytes": limits.maxEphemeralBytes,
    ]
  }

  /// What one workflow takes.
  private static let workflows: [String: Int] = [
    "maxSteps": Engine.Limits.steps,
    "maxItems": Engine.Limits.items,
    "maxItemsAtOnce": Engine.Limits.itemsAtOnce,
    "maxEventsPerDecision": Engine.Limits.eventsPerDecision,
    "maxInterruptions": Engine.Limits.interruptions,
    "maxKeptSignals": Engine.Limits.keptSignals,
    "maxThreadMessages": RuntimeLimits.threadMessages,
  ]

  /// What one engine takes of the machine and of the store it shares.
  private static func sharing(_ limits: ConfiguredLimits) -> [String: Int] {
    [
      "maxConcurrentCalls": limits.maxConcurrentCalls.value,
      "maxQueuedSteps": RuntimeLimits().queuedSteps,
      "maxCommitsPerGroup": RuntimeLimits.commitsPerGroup,
      "maxAdoptionsAtOnce": RuntimeLimits.adoptionsAtOnce,
      "maxAnswerWaitMs": Int(RuntimeLimits.answerPatience.milliseconds),
      "maxFileDescriptors": fileDescriptors,
    ]
  }

  /// How many files, pipes and sockets the system lets this process have open.
  private static var fileDescriptors: Int {
    var limit = rlimit()
    return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
      ? Int(clamping: limit.rlim_cur) : 0
  }
}
