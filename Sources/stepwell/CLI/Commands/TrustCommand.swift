import ArgumentParser
import Configuration
import Glibc

/// `stepwell trust`: lets commands read the configuration of a folder as it is now.
struct TrustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Trust a stepwell.yaml as it is now, so that commands in its folder read it.",
    discussion: """
      A configuration can run programs and send keys: read it first. Once it changes it has to be \
      trusted again. Engines that serve a host never read the file of a folder.
      """)

  @Argument(
    help: "The file.", completion: .file(extensions: ["yaml"]))
  var file = "stepwell.yaml"

  func run() throws {
    let path = Paths.absolute(file)
    do throws(SourceProblem) {
      try Trust.store().trust(path)
      StandardOutput.write("trusted \(path)\n")
    } catch {
      throw CommandFailure(Trust.status(path), error.description)
    }
  }
}

/// `stepwell distrust`: takes trust back.
struct DistrustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distrust", abstract: "Take back the trust in a stepwell.yaml.")

  @Argument(help: "The file; it need not be there any more.")
  var file = "stepwell.yaml"

  func run() throws {
    let path = Paths.absolute(file)
    do throws(SourceProblem) {
      let wasTrusted = try Trust.store().distrust(path)
      StandardOutput.write(wasTrusted ? "no longer trusted \(path)\n" : "never trusted \(path)\n")
    } catch {
      throw CommandFailure(ExitStatus.configuration, error.description)
    }
  }
}

/// Where this user's trust is kept.
enum Trust {
  static func store() throws(SourceProblem) -> TrustStore {
    guard let store = TrustStore(.process) else {
      throw SourceProblem(
        source: "HOME", message: "nobody knows where to keep your trust",
        suggestion: "set HOME or XDG_STATE_HOME")
    }
    return store
  }

  /// The exit status of a failure about the file.
  static func status(_ path: String) -> Int32 {
    access(path, F_OK) == 0 ? ExitStatus.configuration : ExitStatus.notFound
  }
}
