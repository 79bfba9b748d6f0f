import HTTPTypes
import Hummingbird
import Logging

/// Turns every error into a JSON answer with a reason.
struct RefusalMiddleware: RouterMiddleware {
    func handle(
        _ request: Request,
        context: DemoContext,
        next: (Request, DemoContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            return refusal.answer.response
        } catch let error as HTTPError {
            let name = error.status == .notFound ? "not_found" : "http_\(error.status.code)"
            let reason = error.body ?? "no route for \(request.method.rawValue) \(request.uri.path)"
            return Refusal(status: error.status.code, error: name, reason: reason).answer.response
        } catch {
            context.logger.warning("\(request.method.rawValue) \(request.uri.path): \(error)")
            return Refusal(status: 500, error: "internal", reason: "the service failed").answer.response
        }
    }
}
