import JSON
import Testing
import Wire

struct MethodsTests {
  @Test func `names are unique`() {
    let names = Methods.all.map { $0.name }
    #expect(Set(names).count == names.count)
  }

  @Test func `what the engine sends is not served`() {
    #expect(Methods.served("agent/run") == nil)
    #expect(Methods.served("workflow/event") == nil)
    #expect(Methods.served("workflow/pause") == WorkflowPause.self)
    #expect(Methods.served("$/cancelRequest") == CancelRequest.self)
  }

  @Test func `the methods stand in the order of the protocol page`() {
    let names = Methods.all.map { $0.name }.filter { $0.hasPrefix("workflow/") }
    #expect(
      names == [
        "workflow/create", "workflow/get", "workflow/list", "workflow/delete", "workflow/update",
        "workflow/addStep", "workflow/execute", "workflow/wait", "workflow/pause",
        "workflow/resume", "workflow/cancel", "workflow/retry", "workflow/fork",
        "workflow/signal", "workflow/validate", "workflow/explain", "workflow/export",
        "workflow/import", "workflow/event",
      ])
  }

  @Test(arguments: Methods.all.map { $0.name })
  func `an example is read and written again as it was`(name: String) throws {
    let method = try #require(Methods.all.first { $0.name == name })
    try roundTrip(method)
  }

  @Test(arguments: Methods.all.map { $0.name })
  func `a member that is not known is refused in every method of clients but initialize`(
    name: String
  ) throws {
    let method = try #require(Methods.all.first { $0.name == name })
    guard method.sender == .client, name != "initialize" else { return }
    try refusesUnknown(method)
  }

  @Test func `sentences end like sentences`() {
    for method in Methods.all { #expect(method.summary.hasSuffix("."), "\(method.name)") }
  }

  private func roundTrip<Called: Method>(_ method: Called.Type) throws {
    let request = try Request<Called>(params: Called.example.params)
    let params = try #require(request.params.json.objectValue)
    for member in Called.example.params.objectValue ?? .init()
    where member.key != "idempotencyKey" {
      #expect(params[member.key] == member.value, "params of \(Called.name): \(member.key)")
    }
    let result = try Called.Result(json: Called.example.result, .tolerant)
    #expect(result.json == Called.example.result, "result of \(Called.name)")
  }

  private func refusesUnknown<Called: Method>(_ method: Called.Type) throws {
    var params = try #require(Called.example.params.objectValue)
    params["noSuchMember"] = 1
    let error = refusal(Called.self, .object(params))
    #expect(error?.type == .invalidParams)
    #expect(error?.path?.description == "/noSuchMember")
  }
}
