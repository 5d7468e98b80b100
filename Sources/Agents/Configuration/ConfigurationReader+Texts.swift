import JSON

// Texts that may name variables. What is wrong with them is told without showing them: they may
// hold a key that should have been a reference.
extension ConfigurationReader {
  mutating func text(_ key: String, isRequired: Bool = false) -> ConfiguredText? {
    guard let json = value(key) else {
      if isRequired { report("`\(key)` is missing: a text", at: path) }
      return nil
    }
    return text(json, at: path.appending(key))
  }

  /// A list of at least one text.
  mutating func texts(_ key: String) -> [ConfiguredText]? {
    guard let json = value(key) else {
      report("`\(key)` is missing: a list of texts", at: path)
      return nil
    }
    guard let elements = json.arrayValue, !elements.isEmpty else {
      report("`\(key)` is a list of at least one text, not \(json.kind)", at: path.appending(key))
      return nil
    }
    let place = path.appending(key)
    return elements.enumerated().compactMap { text($1, at: place.appending($0)) }
  }

  /// An object whose members are texts.
  mutating func textsByName(_ key: String) -> [String: ConfiguredText] {
    guard let object = object(key) else { return [:] }
    var texts: [String: ConfiguredText] = [:]
    for member in object {
      texts[member.key] = text(member.value, at: path.appending(key).appending(member.key))
    }
    return texts
  }

  /// A list of names of environment variables.
  mutating func variableNames(_ key: String) -> [String] {
    guard let json = value(key) else { return [] }
    let place = path.appending(key)
    guard let elements = json.arrayValue else {
      report("`\(key)` is a list of names of variables, not \(json.kind)", at: place)
      return []
    }
    return elements.enumerated().compactMap { index, element in
      guard let name = element.stringValue, !name.isEmpty, !name.contains("="),
        !name.utf8.contains(0)
      else {
        report(
          "this is the name of a variable alone; its value is the engine's",
          at: place.appending(index))
        return nil
      }
      return name
    }
  }

  private mutating func text(_ json: JSON, at place: JSONPointer) -> ConfiguredText? {
    guard let string = json.stringValue else {
      report("this is a text, not \(json.kind); write it in quotes", at: place)
      return nil
    }
    do throws(ConfiguredText.TextError) {
      return try ConfiguredText(parsing: string)
    } catch {
      report(error.message, at: place)
      return nil
    }
  }
}
