import JSON
import Synchronization

/// The answers to one batch, which go out together when the last of them is there.
final class BatchAnswer: Sendable {
  private struct State {
    var answers: [[UInt8]?]
    /// Messages not dealt with yet.
    var open: Int
  }

  private let state: Mutex<State>
  private let send: @Sendable ([UInt8]) -> Void

  /// `send` is called once with an array of all answers; with nothing where there is none.
  init(count: Int, send: @escaping @Sendable ([UInt8]) -> Void) {
    state = Mutex(State(answers: Array(repeating: nil, count: count), open: count))
    self.send = send
  }

  /// Deals with the message at `index`; notifications and responses have no answer.
  func settle(_ index: Int, _ answer: [UInt8]?) {
    let answers = state.withLock { state -> [[UInt8]]? in
      state.answers[index] = answer
      state.open -= 1
      return state.open == 0 ? state.answers.compactMap(\.self) : nil
    }
    if let answers { send(answers.isEmpty ? [] : BatchAnswer.array(answers)) }
  }

  private static func array(_ answers: [[UInt8]]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(answers.reduce(answers.count + 1) { $0 + $1.count })
    for answer in answers {
      output.append(output.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
      output.append(contentsOf: answer)
    }
    output.append(UInt8(ascii: "]"))
    return output
  }
}
