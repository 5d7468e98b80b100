extension Function {
  /// Timestamps and durations, and the parts of them.
  static let times =
    [
      Function("timestamp", .global, 1) { (_, arguments) throws(Failure) in
        try timestamp(arguments[0])
      },
      Function("duration", .global, 1) { (_, arguments) throws(Failure) in
        try duration(arguments[0])
      },
      part("getFullYear") { $0.year },
      part("getMonth") { $0.month - 1 },
      part("getDate") { $0.day },
      part("getDayOfMonth") { $0.day - 1 },
      part("getDayOfWeek") { $0.dayOfWeek },
      part("getDayOfYear") { $0.dayOfYear },
      part("getHours", of: { $0.seconds / 3600 }, { $0.hour }),
      part("getMinutes", of: { $0.seconds / 60 }, { $0.minute }),
      part("getSeconds", of: { $0.seconds }, { $0.second }),
      Function("getMilliseconds", .method, 1...2) { (_, arguments) throws(Failure) in
        switch arguments[0] {
        case .timestamp(let timestamp): return .int(Int64(timestamp.nanoseconds / 1_000_000))
        case .duration(let span): return .int(span.nanoseconds % 1_000_000_000 / 1_000_000)
        default: return nil
        }
      },
    ]

  /// A function that reads a part of a timestamp, in UTC or at an offset, or a whole count of a
  /// duration.
  private static func part(
    _ name: String, of count: (@Sendable (Value.Duration) -> Int64)? = nil,
    _ read: @escaping @Sendable (CivilTime) -> Int64
  ) -> Function {
    Function(name, .method, 1...2) { (_, arguments) throws(Failure) in
      if case .duration(let duration) = arguments[0], let count, arguments.count == 1 {
        return .int(count(duration))
      }
      guard case .timestamp(let timestamp) = arguments[0] else { return nil }
      var offset: Int64 = 0
      if arguments.count == 2 {
        guard case .string(let zone) = arguments[1] else { return nil }
        offset = try seconds(east: zone)
      }
      return .int(read(CivilTime(seconds: timestamp.seconds + offset)))
    }
  }

  private static func seconds(east zone: String) throws(Failure) -> Int64 {
    if zone == "UTC" || zone == "Z" { return 0 }
    var reader = TimeReader(zone)
    guard let offset = reader.offset(signRequired: false), reader.isAtEnd else {
      throw Failure(
        .invalidValue,
        "the time zone \"\(zone.prefix(64))\" is not known here: results must not depend on a "
          + "machine's time zone tables; write \"UTC\" or an offset such as \"+02:00\"")
    }
    return offset
  }

  private static func timestamp(_ value: Value) throws(Failure) -> Value? {
    switch value {
    case .timestamp: return value
    case .int(let seconds):
      guard let timestamp = Value.Timestamp(seconds: seconds) else {
        throw Failure(.overflow, "a timestamp is in the years 1 to 9999")
      }
      return .timestamp(timestamp)
    case .string(let text):
      guard let timestamp = Value.Timestamp(text) else {
        throw unreadable(text, "a timestamp such as 2026-11-22T18:30:00Z")
      }
      return .timestamp(timestamp)
    default: return nil
    }
  }

  private static func duration(_ value: Value) throws(Failure) -> Value? {
    switch value {
    case .duration: return value
    case .string(let text):
      guard let duration = Value.Duration(text) else {
        throw unreadable(text, "a duration below 292 years, such as 90s or 1h30m")
      }
      return .duration(duration)
    default: return nil
    }
  }
}
