import Configuration
import JSON
import Testing

/// The bytes of a text after one to six small accidents.
func mutation(of bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
  let alphabet =
    Array("\n\t -:?[]{},&*!|>'\"%@`#~<0x.e\\\u{85}\u{2028}ü😀".utf8) + [0x00, 0xFF, 0xC3]
  var mutated = bytes
  for _ in 0..<Int.random(in: 1...6, using: &generator) {
    guard let place = mutated.indices.randomElement(using: &generator),
      let byte = alphabet.randomElement(using: &generator)
    else { break }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: mutated[place] = byte
    case 1: mutated.insert(byte, at: place)
    case 2: mutated.removeSubrange(place..<min(place + Int(byte) % 9, mutated.count))
    default: mutated.insert(contentsOf: mutated[place...].prefix(24), at: place)
    }
  }
  return mutated
}

/// Reading ends in a value whose every part has a place in the text, or in a problem with a
/// sentence and a place.
func expectPlaces(seed: UInt64, of read: () throws(SourceProblem) -> YAMLDocument) {
  do {
    let document = try read()
    visit(document.value, .root) { pointer in
      let key = document.keyPosition(of: pointer)
      let value = document.position(of: pointer)
      #expect(key.line >= 1 && value.column >= 1, "seed \(seed)")
      #expect(document.excerpt(at: value).contains("^"), "seed \(seed)")
    }
  } catch {
    #expect(error.position != nil && !error.message.isEmpty, "seed \(seed)")
  }
}

private func visit(_ value: JSON, _ pointer: JSONPointer, _ body: (JSONPointer) -> Void) {
  body(pointer)
  for (index, element) in (value.arrayValue ?? []).enumerated() {
    visit(element, pointer.appending(index), body)
  }
  for member in value.objectValue ?? JSON.Object() {
    visit(member.value, pointer.appending(member.key), body)
  }
}
