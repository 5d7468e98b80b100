extension Value.Map {
  /// The entries of both maps, those of `other` where a key is in both.
  func merged(with other: Value.Map) -> Value.Map {
    var entries: [Entry] = []
    var index: [Value.Key: Int] = [:]
    for map in [self, other] {
      for position in 0..<map.count {
        let entry = map.entry(at: position)
        guard let key = Value.Key(entry.key) else { continue }
        if let place = index[key] {
          entries[place].value = entry.value
        } else {
          index[key] = entries.count
          entries.append(entry)
        }
      }
    }
    return Value.Map(entries: entries)
  }
}
