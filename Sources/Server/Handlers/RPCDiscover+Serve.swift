import JSON
import Wire

extension RPCDiscover: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    call.answer(json: ProtocolDocuments.openRPC)
  }
}
