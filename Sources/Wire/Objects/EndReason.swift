/// Why a subscription ended by itself.
public enum EndReason: String, WireEnum {
  public static let summary = """
    Why a subscription ended: its workflow is `finished` or `deleted`, or the store failed \
    (`error`: subscribe again).
    """

  case finished, deleted, error
}
