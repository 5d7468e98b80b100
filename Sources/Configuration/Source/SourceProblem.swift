import JSON

/// What is wrong in a file, a flag or a variable, where, and what to do about it.
public struct SourceProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// A file's path, or the flag or variable that was read, such as `--store`.
  public var source: String
  /// The place in a file; nil where there is none to show.
  public var position: SourcePosition?
  /// What is wrong, as a sentence without its place and without secrets.
  public var message: String
  /// What to write or do instead, if that can be told.
  public var suggestion: String?
  /// The line with a caret under the place; nil where it could show a secret.
  public var excerpt: String?
  /// Nothing is wrong in the file: it is not there.
  public var isMissing: Bool

  public init(
    source: String, position: SourcePosition? = nil, message: String, suggestion: String? = nil,
    excerpt: String? = nil, isMissing: Bool = false
  ) {
    self.source = source
    self.position = position
    self.message = message
    self.suggestion = suggestion
    self.excerpt = excerpt
    self.isMissing = isMissing
  }

  /// `file:line:column: sentence; suggestion`, then the line and the caret.
  public var description: String {
    var text = source
    if let position { text += ":\(position)" }
    text += ": \(message)"
    if let suggestion { text += "; \(suggestion)" }
    if let excerpt { text += "\n\(excerpt)" }
    return text
  }
}

/// A word of somebody else's in quotes, cut and escaped so that it fits into a sentence.
func quoted(_ word: some StringProtocol) -> String {
  let cut = word.unicodeScalars.count > 64 ? "\(word.prefix(64))…" : String(word)
  return JSON.string(cut).text
}

/// "did you mean …?" where one of the words is near.
func didYouMean(_ word: String, among words: some Sequence<String>) -> String? {
  suggestion(for: word, among: words).map { "did you mean \(quoted($0))?" }
}
