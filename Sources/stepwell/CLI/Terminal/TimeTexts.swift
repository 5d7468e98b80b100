import Time

extension Duration {
  /// The duration as people read it at a glance: `0.3s`, `12s`, `3m 20s`, `2h 5m`, `4d 3h`.
  var glance: String {
    let total = max(0, milliseconds)
    let seconds = total / 1000
    return switch seconds {
    case 0..<10: "\(seconds).\(total % 1000 / 100)s"
    case 10..<60: "\(seconds)s"
    case 60..<3600: "\(seconds / 60)m \(seconds % 60)s"
    case 3600..<86_400: "\(seconds / 3600)h \(seconds % 3600 / 60)m"
    default: "\(seconds / 86_400)d \(seconds % 86_400 / 3600)h"
    }
  }
}

extension Instant {
  /// How long ago it was, in its largest unit: `just now`, `12s ago`, `3m ago`, `5h ago`, `2d ago`.
  func age(at now: Instant) -> String {
    let seconds = max(0, (now - self).milliseconds / 1000)
    return switch seconds {
    case 0: "just now"
    case 1..<60: "\(seconds)s ago"
    case 60..<3600: "\(seconds / 60)m ago"
    case 3600..<86_400: "\(seconds / 3600)h ago"
    default: "\(seconds / 86_400)d ago"
    }
  }
}
