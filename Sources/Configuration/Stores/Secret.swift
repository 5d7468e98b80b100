/// A token or password that is never printed: written out, or a reference to a variable.
///
/// However it is described, logged, dumped or interpolated, only the name of the variable shows.
public struct Secret: Sendable, Hashable {
  private enum Content: Hashable {
    case literal(String)
    case variable(String)
  }

  private let content: Content

  private init(_ content: Content) { self.content = content }

  /// A secret as it was written: `${env.NAME}` refers to a variable, anything else is the secret.
  public init(_ text: String) {
    content = EnvironmentReference(text).map { .variable($0.name) } ?? .literal(text)
  }

  /// The secret that a variable holds when it is needed.
  public static func variable(_ name: String) -> Secret { Secret(.variable(name)) }

  /// The name of the variable that holds it, or nil where it was written out.
  public var variable: String? {
    if case .variable(let name) = content { name } else { nil }
  }

  /// The secret itself, to be sent and not to be kept; nil where its variable is not set.
  public func value(in environment: Environment) -> String? {
    switch content {
    case .literal(let text): text
    case .variable(let name): environment[name]
    }
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { variable.map { "${env.\($0)}" } ?? "•••" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
