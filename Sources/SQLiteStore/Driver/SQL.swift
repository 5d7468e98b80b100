/// A statement's text, made once. Connections keep what they prepared by its identity.
final class SQL: Sendable {
  let text: String

  init(_ text: String) { self.text = text }
}
