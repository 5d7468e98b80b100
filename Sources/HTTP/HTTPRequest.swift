/// A request to an `http` or `https` server.
public struct HTTPRequest: Sendable, Equatable {
  /// `GET`, `POST` or another method, in capitals.
  public var method: String
  /// The absolute address, percent-encoded.
  public var url: String
  public var headers: [HTTPHeader]
  public var body: [UInt8]
  /// How long the connection may take to stand, name lookup and TLS included.
  public var connectTimeout: Duration
  /// How long the whole exchange may take; nil: as long as it wants.
  public var timeout: Duration?
  /// How long the server may stay silent; time in which a stream's reader holds it up is not
  /// counted. Nil: as long as it wants.
  public var idleTimeout: Duration?
  /// The size in bytes that the body of the answer may have.
  public var maxResponseBytes: Int
  /// Whether answers 301, 302, 303, 307 and 308 are followed, ten times at most.
  public var followRedirects: Bool

  public init(
    method: String = "GET", url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
    connectTimeout: Duration = .seconds(10), timeout: Duration? = nil,
    idleTimeout: Duration? = nil, maxResponseBytes: Int = 64 << 20, followRedirects: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.idleTimeout = idleTimeout
    self.maxResponseBytes = maxResponseBytes
    self.followRedirects = followRedirects
  }
}

/// The name and value of one header line.
public struct HTTPHeader: Sendable, Hashable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension [HTTPHeader] {
  /// The value of the first header of that name, in whatever case it is written.
  public subscript(name: String) -> String? {
    let wanted = name.lowercased()
    return first { $0.name.lowercased() == wanted }?.value
  }
}
