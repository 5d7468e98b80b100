import Wire

/// Progress for programs: each event as one line of JSON on standard output.
struct ProgressJSON: Progress {
  func learn(_ workflow: Wire.Workflow) {}

  func take(_ event: Wire.Event) { StandardOutput.write(line: event.json) }
}
