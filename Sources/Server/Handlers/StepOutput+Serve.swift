import Runtime
import Store
import JSON
import Wire

extension StepOutput: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let step = try await call.service.step(call.params.stepId, of: call.params.workflow)
    guard let value = step.result else {
      let id = step.record.id
      throw WireError(
        .invalidState, "Step \(id) has no result yet; read its status.",
        details: ["stepId": .string(id)])
    }
    var result = Result()
    result.isJSON = value.stringValue == nil
    let whole = Array((value.stringValue ?? value.text).utf8)
    result.totalBytes = whole.count
    let start = min(call.params.offset, whole.count)
    let end = characterBoundary(in: whole, from: start, atMost: call.params.limit)
    result.text = String(decoding: whole[start..<end], as: UTF8.self)
    result.nextOffset = end < whole.count ? end : nil
    call.answer(result)
  }

  /// The end of the longest piece that does not cut a character in two, at least one character.
  private static func characterBoundary(
    in bytes: [UInt8], from start: Int, atMost count: Int
  ) -> Int {
    var end = min(start + count, bytes.count)
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    guard end == start else { return end }
    end = min(start + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
