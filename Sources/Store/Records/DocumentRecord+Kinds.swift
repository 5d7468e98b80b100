extension DocumentID {
  /// Every kind of document that this version keeps: what is copied from store to store.
  public static let kinds = ["reply", "schedule", "template", "webhook"]
}
