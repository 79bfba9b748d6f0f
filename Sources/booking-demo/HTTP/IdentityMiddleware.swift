import HTTPTypes
import Hummingbird

/// Finds out for which tenant and on whose behalf a request is made.
struct IdentityMiddleware: RouterMiddleware {
    var catalogue: Catalogue
    var tokens: TokenIssuer

    func handle(
        _ request: Request,
        context: DemoContext,
        next: (Request, DemoContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.tenant = try tenant(of: request)
        if let header = request.headers[.authorization] {
            guard header.lowercased().hasPrefix("bearer "),
                let claims = tokens.verify(header.dropFirst(7), now: epochMilliseconds() / 1000)
            else { throw Refusal.unauthorized("the token is not valid") }
            context.claims = claims
        }
        return try await next(request, context)
    }

    /// `X-Tenant` first, then the host's sub-domain; an address or a host without a domain stands for the first tenant.
    private func tenant(of request: Request) throws -> Catalogue.Tenant {
        if let name = HTTPField.Name("X-Tenant"), let slug = request.headers[name] { return try tenant(slug: slug) }
        guard let authority = request.head.authority, !authority.hasPrefix("[") else { return catalogue.tenants[0] }
        let host = authority.prefix { $0 != ":" }
        let isAddress = host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ($0 >= 48 && $0 <= 57) }
        guard !isAddress, let dot = host.firstIndex(of: ".") else { return catalogue.tenants[0] }
        return try tenant(slug: host[..<dot].lowercased())
    }

    private func tenant(slug: String) throws -> Catalogue.Tenant {
        guard let tenant = catalogue.tenant(slug: slug) else {
            throw Refusal(status: 404, error: "unknown_tenant", reason: "there is no tenant “\(slug)”")
        }
        return tenant
    }
}
