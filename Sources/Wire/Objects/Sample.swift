/// The ids and moments that the examples of the protocol share.
enum Sample {
  static let workflowId = "0f8c2f5e-6a1b-4d0e-9a57-2f6c1f3f7b11"
  static let childId = "51d2a7b0-93c4-4c0f-8a67-6f2f0e9d3c44"
  static let stepId = "a3f1c0de-5b72-4e7a-8d11-0c9b7e6f5a22"
  static let threadId = "c7d9e2b4-1f38-4a6c-b0d5-3e8f7a6b9c33"
  static let messageId = "e2b8f4a1-7c65-4d93-9f20-5a1b3c7d8e55"
  static let inputId = "f4a7d1c9-2e83-4b56-8c0a-7d9e1f2b3a66"
  static let callId = "0f8c2f5e-6a1b-4d0e-9a57-2f6c1f3f7b11:1:0:1"
  static let subscriptionId = "s-1"
  static let cursor = "1042"
  static let created = "2026-11-22T18:30:00.250Z"
  static let finished = "2026-11-22T18:30:02.725Z"
}
