import JSON
import Testing
import Wire

/// The params of a request, read as the engine reads them.
func read<Called: Method>(
  _ method: Called.Type, _ params: JSON?
) throws(WireError) -> Called.Params {
  try Request<Called>(params: params).params
}

/// The error that reading the params ends in; a failed expectation where it does not.
func refusal<Called: Method>(
  _ method: Called.Type, _ params: JSON?, sourceLocation: SourceLocation = #_sourceLocation
) -> WireError? {
  do throws(WireError) {
    _ = try Request<Called>(params: params)
  } catch {
    return error
  }
  Issue.record("these params were taken", sourceLocation: sourceLocation)
  return nil
}
