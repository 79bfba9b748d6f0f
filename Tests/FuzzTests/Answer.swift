import Curl
import Groundwork

/// An answer with this body; ``freeAnswer(_:)`` gives it back.
func makeAnswer(_ body: String) -> UnsafeMutablePointer<ResponseSink> {
    let sink = UnsafeMutablePointer<ResponseSink>.allocate(capacity: 1)
    sink.initialize(to: ResponseSink())
    sink.pointee.wantsBody = true
    Array(body.utf8).withUnsafeBytes { sink.pointee.receive($0) }
    return sink
}

func freeAnswer(_ sink: UnsafeMutablePointer<ResponseSink>) {
    sink.pointee.body.free()
    sink.pointee.headers.free()
    sink.deinitialize(count: 1)
    sink.deallocate()
}
