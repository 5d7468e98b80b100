import Configuration
import Testing

@Suite struct StoreLocationTests {
  private func read(
    _ text: String, _ environment: Environment = ["HOME": "/home/ada"]
  ) throws -> StoreLocation {
    try StoreLocation(text, in: StoreContext(folder: "/srv/app", environment: environment))
  }

  private func refusal(_ text: String, _ environment: Environment = [:]) throws
    -> StoreLocationError
  {
    try #require(throws: StoreLocationError.self) { try read(text, environment) }
  }

  @Test(arguments: [
    ("sqlite:./work.db", "/srv/app/work.db"), ("sqlite:work.db", "/srv/app/work.db"),
    ("sqlite:///abs/w.db", "/abs/w.db"), ("sqlite:/abs/w.db", "/abs/w.db"),
    ("SQLite:w.db", "/srv/app/w.db"), ("work.db", "/srv/app/work.db"),
    ("./a/../b.db", "/srv/app/a/../b.db"),
    ("/abs//./w.db", "/abs/w.db"), ("~/w.db", "/home/ada/w.db"),
    ("sqlite:~/w.db", "/home/ada/w.db"),
    ("file:w%20x.db", "/srv/app/w x.db"), ("file:///abs/%C3%A9.db", "/abs/é.db"),
    ("file://localhost/abs/w.db", "/abs/w.db"), ("sqlite:a%20b.db", "/srv/app/a%20b.db"),
    ("./memory", "/srv/app/memory"), ("a/b:c.db", "/srv/app/a/b:c.db"),
    ("./what?.db", "/srv/app/what?.db"),
  ])
  func `every way to name a file leads to its absolute path`(text: String, path: String) throws {
    #expect(try read(text) == .sqlite(path: path))
  }

  @Test(arguments: ["memory:", "memory", "memory://", ":memory:"])
  func `a store in memory`(text: String) throws {
    #expect(try read(text) == .memory)
  }

  @Test(arguments: [
    ("libsql://db.turso.io", "https://db.turso.io"),
    ("libsql://DB.turso.io/", "https://db.turso.io"),
    ("libsql://127.0.0.1:8080?tls=0", "http://127.0.0.1:8080"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("https://[::1]:8080/a", "https://[::1]:8080/a"),
    ("https://upstash.io.example.org", "https://upstash.io.example.org"),
  ])
  func `a libSQL server is reached by HTTP`(text: String, url: String) throws {
    #expect(try read(text) == .libsql(StoreEndpoint(url: url)))
  }

  @Test(arguments: [
    ("upstash", "https://eu1.upstash.io"), ("upstash://eu1.upstash.io", "https://eu1.upstash.io"),
    ("https://eu1.upstash.io", "https://eu1.upstash.io"),
  ])
  func `Upstash is known by its host or its name`(text: String, url: String) throws {
    let environment: Environment = [
      "UPSTASH_REDIS_REST_URL": "https://eu1.upstash.io", "UPSTASH_REDIS_REST_TOKEN": "t",
    ]
    let token = Secret.variable("UPSTASH_REDIS_REST_TOKEN")
    #expect(try read(text, environment) == .upstash(StoreEndpoint(url: url, token: token)))
  }

  @Test func `a stand-in for Upstash may be without TLS and token`() throws {
    #expect(
      try read("upstash+http://127.0.0.1:8079")
        == .upstash(StoreEndpoint(url: "http://127.0.0.1:8079")))
  }

  @Test func `a Redis URL has user, password, port and database`() throws {
    #expect(
      try read("rediss://ada:p%40ss%3A@Redis.example:6380/2")
        == .redis(
          RedisServer(
            host: "redis.example", port: 6380, usesTLS: true, user: "ada",
            password: Secret("p@ss:"), database: 2)))
    #expect(try read("redis://[::1]") == .redis(RedisServer(host: "::1")))
    #expect(
      try read("redis://h/1?prefix=app:")
        == .redis(.init(host: "h", database: 1, keyPrefix: "app:")))
    #expect(
      try read("upstash+http://h:1?prefix=a").description == "upstash+http://h:1?prefix=a")
    #expect(
      try read("redis://:${env.PASSWORD}@h/")
        == .redis(RedisServer(host: "h", password: .variable("PASSWORD"))))
  }

  @Test func `a token in the URL wins over the variables`() throws {
    let environment: Environment = ["STEPWELL_STORE_TOKEN": "a", "TURSO_AUTH_TOKEN": "b"]
    let token = { (text: String) in
      guard case .libsql(let endpoint) = try read(text, environment) else { return Secret?.none }
      return endpoint.token
    }
    #expect(try token("libsql://h?authToken=c") == Secret("c"))
    #expect(try token("libsql://h?authToken=${env.MINE}") == .variable("MINE"))
    #expect(try token("libsql://h") == .variable("STEPWELL_STORE_TOKEN"))
  }

  @Test func `a provider's token is not sent to another host`() throws {
    let environment: Environment = [
      "TURSO_DATABASE_URL": "libsql://mine.turso.io", "TURSO_AUTH_TOKEN": "t",
    ]
    #expect(
      try read("libsql://mine.turso.io", environment)
        == .libsql(
          StoreEndpoint(url: "https://mine.turso.io", token: .variable("TURSO_AUTH_TOKEN"))))
    #expect(
      try read("libsql://other.example", environment)
        == .libsql(StoreEndpoint(url: "https://other.example")))
  }

  @Test func `a whole location may stand in a variable`() throws {
    #expect(
      try read("${env.DB}", ["DB": "redis://h:1/3"])
        == .redis(.init(host: "h", port: 1, database: 3)))
    #expect(
      try refusal("${env.DB}").message == "the variable DB, which names the store, is not set")
  }

  @Test(arguments: [
    ("", "name a file, or write memory:"), ("sqlte:./x.db", "did you mean \"sqlite\"?"),
    ("redi://h", "did you mean \"redis\"?"),
    (
      "sqlite://work.db",
      "write sqlite:./PATH for a path from here, or sqlite:///PATH for one from the root"
    ),
    ("sqlite:", "write sqlite:./work.db"), ("sqlite:folder/", "write sqlite:./work.db"),
    ("sqlite::memory:", "write memory:"), ("memory:x", "write memory:"),
    ("redis:h", "write redis://HOST"), ("redis://", "write redis://HOST"),
    ("redis://h/x", "write /0"),
    ("redis://h?prefix=a%20b", "write letters, digits, and - . _ : only"),
    ("redis://h:99999", "write a number from 1 to 65535"),
    ("redis://h:", "write a number from 1 to 65535"),
    ("redis://u:p/w@h", "write / ? # and @ in a password as %2F %3F %23 and %40"),
    ("redis://:%zz@h", "write % itself as %25"), ("file:%0", "write % itself as %25"),
    ("upstash", "set it and UPSTASH_REDIS_REST_TOKEN, or write upstash://HOST"),
    ("upstash://h", "set UPSTASH_REDIS_REST_TOKEN or STEPWELL_STORE_TOKEN"),
    ("http://eu1.upstash.io", "write https://"),
    ("turso", "write libsql:…, or ./turso for a file of that name"),
    ("sqlite:a.db?mode=ro", "leave them out, or write a bare path if the file is called so"),
    ("a\nb", "remove it"),
  ])
  func `a store that cannot be meant is refused with what to write`(
    text: String, suggestion: String
  ) throws {
    #expect(try refusal(text).suggestion == suggestion)
  }

  @Test(arguments: [
    "postgres://h/db", "mysql:x", "libsql://h?x=1", "libsql://h h", "redis://h#f",
    "libsql://h?tls=2", "https://h/a b", "libsql://[::1",
  ])
  func `other forms are refused`(text: String) throws {
    #expect(try !refusal(text).message.isEmpty)
  }

  @Test(arguments: [
    "memory:", "sqlite:/abs/w.db", "libsql://db.turso.io", "http://127.0.0.1:8080/a",
    "upstash+http://127.0.0.1:8079", "redis://h:6379/0", "rediss://[::1]:6380/3",
  ])
  func `a location is printed as it can be written`(text: String) throws {
    #expect(try read(text).description == text)
  }
}
