/// What an expression may cost: every bound of this module, in one place.
public enum ExpressionLimits {
  /// The longest expression, in bytes of UTF-8.
  public static let textBytes = 65_536
  /// The deepest nesting of operators, calls, lists, maps and parentheses, in levels.
  public static let nesting = 128
  /// The deepest nesting of a result, in levels of lists and maps.
  public static let resultDepth = 256
  /// The work one evaluation may do unless its caller says otherwise, in units.
  ///
  /// A unit is a node evaluated, an element visited, or 16 bytes of text built or scanned; a
  /// million take some tens of milliseconds and at most some tens of megabytes.
  public static let cost = 1_000_000
}
