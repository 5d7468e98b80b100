/// What a configuration file says, checked; nil where it says nothing.
struct FileSettings {
  var store: Setting<StoreLocation>?
  var durability: Setting<Durability>?
  var scope: Setting<String>?
  var logLevel: Setting<LogLevel>?
  var limits = ConfiguredLimits()
  var agents: [ConfiguredAgent] = []
  /// An absolute path.
  var templates: Setting<String>?
  var allowsPrivateWebhooks: Setting<Bool>?
}
