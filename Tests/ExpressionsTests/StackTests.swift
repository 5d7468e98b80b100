import Expressions
import Glibc
import JSON
import Testing

@Suite struct StackTests {
  /// Each nests to the limit through other functions of the parser and the evaluator.
  static let deepest: [String] = {
    let depth = ExpressionLimits.nesting - 1
    func nest(_ open: String, _ core: String, _ close: String, _ depth: Int) -> String {
      String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
    }
    return [
      nest("(", "1", ")", depth),
      nest("[", "1", "]", depth),
      nest("{'a': ", "1", "}", depth),
      nest("-(", "1", ")", depth),
      nest("!(", "true", ")", depth),
      nest("true ? (", "1", ") : 2", depth),
      nest("true && (", "true", ")", depth / 2),
      nest("false || true && true == (", "true", ")", depth / 4),
      nest("1 + 1 * (", "1", ")", depth / 2),
      nest("[", "1", "][0]", depth),
      nest("int(", "1", ")", depth),
      nest("'a'.size() + 'b'.indexOf(text(", "1", "))", depth / 3),
      nest("default(a.b, ", "1", ")", depth),
      nest("cel.bind(x, 1, ", "x", ")", depth),
      nest("[1].all(x, ", "true", ")", depth),
      nest("[1].map(x, true, ", "x", ")", depth),
      nest("{'a': 1}.transformMap(k, v, ", "v", ")", depth),
      nest("optional.of(1).optMap(x, ", "x", ")", depth),
      nest("a[?", "'b'", "].orValue('b')", depth),
      nest("has({'a': ", "1", "}.a)", depth / 2),
      "'a'.matches('" + nest("(", "a", ")", 199) + "')",
    ]
  }()

  /// Frames of a debug build are several times larger.
  static let stackBytes: Int = {
    #if DEBUG
      2 * 1024 * 1024
    #else
      512 * 1024
    #endif
  }()

  @Test func `the deepest expressions fit a thread with a stack of 512 KiB`() async {
    for source in Self.deepest {
      let outcome = await onSmallStack {
        do throws(ExpressionError) {
          return try evaluate(source, ["a": ["b": "b"]]).text
        } catch {
          return error.kind == .limitExceeded ? "\(error)" : ""
        }
      }
      #expect(!outcome.hasPrefix("column"), "\(source.prefix(40)): \(outcome)")
    }
  }

  @Test func `one level more is refused, on a small stack too`() async {
    for open in ["(", "[", "-(", "[1].all(x, ", "1 + (", "int(", "{1: ", "a[", "a ? (", "has("] {
      let source = String(repeating: open, count: 20_000 / open.utf8.count)
      let outcome = await onSmallStack {
        do throws(ExpressionError) {
          return try evaluate(source).text
        } catch {
          return error.kind.rawValue
        }
      }
      #expect(outcome == "limitExceeded", "\(open)")
    }
  }
}

/// Runs a function on a thread of its own with a small stack.
func onSmallStack(_ body: @escaping @Sendable () -> String) async -> String {
  await withCheckedContinuation { continuation in
    final class Call {
      let run: () -> Void
      init(_ run: @escaping () -> Void) { self.run = run }
    }
    let call = Call { continuation.resume(returning: body()) }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, StackTests.stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Call>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(call).toOpaque())
    precondition(result == 0, "a thread can be started")
  }
}
