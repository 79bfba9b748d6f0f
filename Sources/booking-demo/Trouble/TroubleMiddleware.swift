import Hummingbird

/// Applies the trouble that was asked for. No thread waits: delays are timers.
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
            if delay > 0 { try await Task.sleep(for: .nanoseconds(Int64(clamping: delay))) }
            if let status = trouble.failure(group) {
                response = Refusal(status: status, error: "made_to_fail", reason: "asked for by --fail").answer.response
            } else {
                response = try await next(request, context)
            }
        } else {
            response = try await next(request, context)
        }
        if let end = trouble.heldUntil() { try await Task.sleep(until: end, clock: .continuous) }
        return response
    }
}
