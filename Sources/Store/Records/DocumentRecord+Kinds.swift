extension DocumentID {
  /// Every kind of document that this version keeps, for stores that cannot tell which they have.
  public static let kinds = [
    "answer", "answeredInput", "input", "reply", "template", "templateName",
  ]
}
