import JSON

/// `workflow/event`: something happened.
public enum WorkflowEvent: Method {
  public static let name = "workflow/event"
  public static let summary = "Tells what happened to a workflow, once it is recorded."
  public static let sender = Sender.engine
  public static let isNotification = true

  public typealias Params = EventNotice
  public typealias Result = Null

  public static let example = Example(
    params: [
      "subscriptionId": .string(Sample.subscriptionId), "cursor": .string(Sample.cursor),
      "event": Event.example,
    ])
}
