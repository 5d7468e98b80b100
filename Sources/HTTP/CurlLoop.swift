import CCurl

/// The loop on libcurl's thread: takes orders, moves bytes, ends what is done.
final class CurlLoop {
  private let thread: CurlThread
  private let library: CurlLibrary
  private let multi: UnsafeMutableRawPointer
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private var handles: [ObjectIdentifier: UnsafeMutableRawPointer] = [:]
  private var isStopped = false

  /// Serves `thread` until it is told to stop.
  static func run(_ thread: CurlThread) {
    do throws(HTTPError) {
      let library = try CurlLibrary.load(thread.libraryNames)
      guard let multi = library.functions.pointee.multi_init() else {
        throw HTTPError(.other, "libcurl has no memory left")
      }
      CurlLoop(thread, library, multi).run()
    } catch {
      // Refused again after the end is told, for requests that came in between.
      thread.refuse(error)
      thread.setEnded()
      thread.refuse(error)
    }
  }

  private init(_ thread: CurlThread, _ library: CurlLibrary, _ multi: UnsafeMutableRawPointer) {
    self.thread = thread
    self.library = library
    self.multi = multi
    _ = ccurl_set_multi_long(library.functions, multi, Int32(CCURL_MULTI_MAXCONNECTS.rawValue), 256)
    let address = UInt(bitPattern: multi)
    thread.setWakeUp {
      _ = library.functions.pointee.multi_wakeup(UnsafeMutableRawPointer(bitPattern: address))
    }
  }

  private func run() {
    while true {
      for order in thread.takeOrders() { obey(order) }
      if isStopped { break }
      var running: Int32 = 0
      _ = library.functions.pointee.multi_perform(multi, &running)
      endFinished()
      let pause = endSilent()
      _ = library.functions.pointee.multi_poll(multi, nil, 0, pause, nil)
    }
    thread.setWakeUp(nil)
    for (handle, transfer) in transfers {
      forget(handle)
      transfer.sink.end(with: .cancelled)
    }
    thread.refuse(.cancelled)
    _ = library.functions.pointee.multi_cleanup(multi)
  }

  // MARK: - Orders

  private func obey(_ order: CurlThread.Order) {
    switch order {
    case .start(let request, let address, let sink): start(request, address, sink)
    case .resume(let sink):
      if let handle = handles[sink] { transfers[handle]?.resume() }
    case .cancel(let sink):
      if let handle = handles[sink] { forget(handle) }
    case .stop: isStopped = true
    }
  }

  private func start(_ request: HTTPRequest, _ address: HTTPAddress, _ sink: any AnswerSink) {
    guard !sink.isOver else { return }
    do throws(HTTPError) {
      let transfer = try CurlTransfer(request, to: address, sink, library)
      guard library.functions.pointee.multi_add_handle(multi, transfer.easy) == 0 else {
        throw HTTPError(.other, "libcurl refuses another request")
      }
      transfers[transfer.easy] = transfer
      handles[ObjectIdentifier(sink)] = transfer.easy
    } catch {
      sink.end(with: error)
    }
  }

  // MARK: - Ends

  private func endFinished() {
    var left: Int32 = 0
    while let message = library.functions.pointee.multi_info_read(multi, &left) {
      guard message.pointee.kind == Int32(CCURL_MESSAGE_DONE.rawValue),
        let handle = message.pointee.easy, let transfer = transfers[handle]
      else { continue }
      // Read before the handle goes, which takes the message with it.
      let code = message.pointee.data.code
      forget(handle)
      transfer.finish(code)
    }
  }

  /// Ends the exchanges whose server is silent for too long.
  /// - Returns: the milliseconds until the next of them may have to be ended.
  private func endSilent() -> Int32 {
    var pause = Duration.seconds(600)
    let now = ContinuousClock.now
    for (handle, transfer) in transfers {
      guard let silence = transfer.silenceLeft(at: now) else { continue }
      if silence > .zero {
        pause = min(pause, silence)
      } else {
        forget(handle)
        transfer.sink.end(with: transfer.silenceError)
      }
    }
    return Int32(pause / .milliseconds(1)) + 1
  }

  private func forget(_ handle: UnsafeMutableRawPointer) {
    guard let transfer = transfers.removeValue(forKey: handle) else { return }
    handles[ObjectIdentifier(transfer.sink)] = nil
    _ = library.functions.pointee.multi_remove_handle(multi, handle)
  }
}
