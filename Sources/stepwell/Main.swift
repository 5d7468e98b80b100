/// The program: an engine for whoever spawned it, or a command for a person.
@main
struct Main {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // A host waits for the first answer: the serving path loads nothing that it does not need.
    if let flags = ServeFlags.parse(arguments) {
      await Serve.run(flags)
    } else {
      await Launch.run(arguments)
    }
  }
}
