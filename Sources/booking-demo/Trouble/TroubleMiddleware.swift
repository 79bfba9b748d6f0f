import Hummingbird
import ServiceLifecycle

/// Applies the trouble that was asked for. No thread waits: delays are timers, and a service that is told to stop ends them
/// at once, so that a stall cannot hold its end up.
struct TroubleMiddleware: RouterMiddleware {
    var trouble: Trouble

    func handle(
        _ request: Request,
        context: DemoContext,
        next: (Request, DemoContext) async throws -> Response
    ) async throws -> Response {
        let response: Response
        if let group = RouteGroup(path: request.uri.path) {
            let delay = trouble.delay(group)
            if delay > 0 { await pause(until: .now + .nanoseconds(Int64(clamping: delay))) }
            if let status = trouble.failure(group) {
                response = Refusal(status: status, error: "made_to_fail", reason: "asked for by --fail").answer.response
            } else {
                response = try await next(request, context)
            }
        } else {
            response = try await next(request, context)
        }
        if let end = trouble.heldUntil() { await pause(until: end) }
        return response
    }

    private func pause(until end: ContinuousClock.Instant) async {
        // Cut short by the stop, the answer is simply given now.
        try? await cancelWhenGracefulShutdown { try await Task.sleep(until: end, clock: .continuous) }
    }
}
