import CYAML

/// Why libyaml gave up, in its words.
struct YAMLFailure: Error {
  /// Where: libyaml counts bytes while it decodes, Unicode scalars after that.
  enum Place {
    case byte(Int)
    case scalar(Int)
  }

  let problem: String
  /// What it was about when it found the problem, such as `while parsing a block mapping`.
  let context: String?
  let place: Place
}

/// The events of a YAML text, read one by one with libyaml.
///
/// A class since it owns a C handle: `yaml_parser_t` points into itself and must not be moved.
final class YAMLEvents {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// Starts to read a text that has to outlive the reader; nil where memory is short.
  init?(text: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; must not be called after an error or the end of the stream.
  func next() throws(YAMLFailure) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { yaml_event_delete(&event) }
    return YAMLEvent(kind: kind(of: event), start: event.start_mark.index)
  }

  private func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch event.type {
    case YAML_STREAM_START_EVENT: .streamStart
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_ALIAS_EVENT: .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT: .scalar(scalar(of: event))
    case YAML_SEQUENCE_START_EVENT:
      .sequenceStart(
        properties(event.data.sequence_start.anchor, event.data.sequence_start.tag))
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      .mappingStart(properties(event.data.mapping_start.anchor, event.data.mapping_start.tag))
    case YAML_MAPPING_END_EVENT: .mappingEnd
    // The end of the stream, and `YAML_NO_EVENT`, which only a call after the end returns.
    default: .streamEnd
    }
  }

  private func scalar(of event: yaml_event_t) -> YAMLScalar {
    let scalar = event.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return YAMLScalar(
      text: String(decoding: bytes, as: UTF8.self),
      isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
      properties: properties(scalar.anchor, scalar.tag))
  }

  private func properties(
    _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ tag: UnsafeMutablePointer<yaml_char_t>?
  ) -> YAMLEvent.Properties {
    YAMLEvent.Properties(anchor: text(anchor), tag: text(tag))
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private var failure: YAMLFailure {
    let parser = parser.pointee
    let problem = parser.problem.map { String(cString: $0) } ?? "not enough memory"
    let context = parser.context.map { String(cString: $0) }
    let place: YAMLFailure.Place =
      parser.error == YAML_READER_ERROR
      ? .byte(parser.problem_offset) : .scalar(parser.problem_mark.index)
    return YAMLFailure(problem: problem, context: context, place: place)
  }
}
