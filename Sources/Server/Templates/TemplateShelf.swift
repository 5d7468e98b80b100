import Digests
public import JSON
import Runtime
import Store
import Synchronization
public import Wire

/// A template in a file of the folder that the configuration names.
public struct TemplateFile: Sendable {
  /// The file's name without its extension.
  public var name: String
  public var content: Content

  /// What the file holds.
  public enum Content: Sendable {
    /// `explain` says what is wrong in it, each thing at its line and column.
    case definition(JSON, explain: @Sendable ([DefinitionProblem]) -> String)
    /// Why it holds none, with the place.
    case unreadable(String)
  }

  public init(name: String, content: Content) {
    self.name = name
    self.content = content
  }
}

/// What was last seen in the folder of templates.
final class TemplateShelf: Sendable {
  private struct State {
    /// The hashes of definitions that are in the store.
    var digests: [String: String] = [:]
    var troubles: [String: String] = [:]
  }

  /// Reads the folder.
  let files: @Sendable () -> [TemplateFile]
  private let state = Mutex(State())

  init(files: @escaping @Sendable () -> [TemplateFile]) { self.files = files }

  /// What is wrong with the file of this name; nil where nothing is, or there is none.
  func trouble(with name: String) -> String? { state.withLock { $0.troubles[name] } }

  fileprivate func isTaken(_ name: String, _ digest: String) -> Bool {
    state.withLock { $0.digests[name] == digest }
  }

  fileprivate func take(_ name: String, _ digest: String) {
    state.withLock {
      $0.digests[name] = digest
      $0.troubles[name] = nil
    }
  }

  fileprivate func note(_ trouble: String, with name: String) {
    state.withLock {
      $0.digests[name] = nil
      $0.troubles[name] = trouble
    }
  }

  fileprivate func forget(except names: Set<String>) {
    state.withLock { state in
      state.troubles = state.troubles.filter { names.contains($0.key) }
      state.digests = state.digests.filter { names.contains($0.key) }
    }
  }
}

extension Service {
  /// Takes the files up beside whatever is asked, for workflows that start others from them.
  public func prepareTemplates() {
    Task {
      do throws(WireError) { try await takeUpTemplateFiles() } catch {
        // The store is out of reach; the next look at templates tries again.
      }
    }
  }

  /// Makes a version of each template whose file is new or has changed since it was last taken up.
  func takeUpTemplateFiles() async throws(WireError) {
    let files = templateShelf.files()
    templateShelf.forget(except: Set(files.map(\.name)))
    for file in files {
      switch file.content {
      case .unreadable(let trouble): templateShelf.note(trouble, with: file.name)
      case .definition(let definition, let explain):
        try await takeUp(definition, as: file.name, explain)
      }
    }
  }

  private func takeUp(
    _ definition: JSON, as name: String, _ explain: ([DefinitionProblem]) -> String
  ) async throws(WireError) {
    let digest = SHA256.hexadecimal(of: Array(definition.canonicalText.utf8))
    guard !templateShelf.isTaken(name, digest) else { return }
    let draft: TemplateDraft
    do throws(WireError) {
      draft = try TemplateDraft(name: name, definition: definition, inputSchema: nil)
    } catch {
      return templateShelf.note(explain(error.problems), with: name)
    }
    // Another engine may be at it: then the next look finds the version there.
    for _ in 0..<10 {
      let head = try await reading { try await $0.templateHead(name) }
      if head.fileDigest == digest { return templateShelf.take(name, digest) }
      let addition = try await addition(of: draft, fileDigest: digest)
      switch await write(addition.guards, addition.changes) {
      case .workflow, .done: return templateShelf.take(name, digest)
      case .refused(.conflict), .refused(.missing): continue
      case .refused(let refusal): throw WireError(refusal)
      }
    }
  }
}

extension WireError {
  /// What is wrong in a definition, at places in the definition itself.
  fileprivate var problems: [DefinitionProblem] {
    let told = (details["problems"]?.arrayValue ?? []).map { json in
      var problem = DefinitionProblem()
      problem.code = json["code"]?.stringValue ?? ""
      problem.message = json["message"]?.stringValue ?? ""
      problem.path = json["path"]?.stringValue ?? ""
      problem.suggestion = json["suggestion"]?.stringValue
      return problem
    }
    var whole = DefinitionProblem()
    whole.message = message
    whole.path = path?.description ?? ""
    return (told.isEmpty ? [whole] : told).map { problem in
      var problem = problem
      let prefix = "/definition"
      if problem.path.hasPrefix(prefix) { problem.path.removeFirst(prefix.count) }
      return problem
    }
  }
}
