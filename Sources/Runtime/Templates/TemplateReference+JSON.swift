import Engine
import JSON

extension TemplateReference {
  /// `{name, version}`.
  var json: JSON { ["name": .string(name), "version": JSON(version)] }

  init?(json: JSON) {
    guard let name = json["name"]?.stringValue, let version = json["version"]?.intValue else {
      return nil
    }
    self.init(name: name, version: version)
  }
}
