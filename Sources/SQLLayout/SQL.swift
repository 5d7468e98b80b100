/// A statement's text, made once. Connections that prepare statements keep them by its identity.
package final class SQL: Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }
}
