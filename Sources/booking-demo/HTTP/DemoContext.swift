import Hummingbird

/// What a request carries from the middleware to its route.
struct DemoContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Set for all routes under `/api` that belong to a tenant.
    var tenant: Catalogue.Tenant?
    /// Set when a good token came with the request.
    var claims: TokenIssuer.Claims?

    init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }

    /// The bearer.
    /// - Throws: `Refusal` 401.
    func bearer() throws -> TokenIssuer.Claims {
        guard let claims else { throw Refusal.unauthorized("a bearer token is needed") }
        return claims
    }

    /// - Throws: `Refusal` 404; only a route outside the tenants' group can run into it.
    func requireTenant() throws -> Catalogue.Tenant {
        guard let tenant else { throw Refusal.notFound("no tenant") }
        return tenant
    }

    /// The number in a path.
    /// - Throws: `Refusal` 404 when it is none: no such thing can exist.
    func number(_ name: String) throws -> Int64 {
        guard let number = parameters.get(name).flatMap({ Int64($0) }) else {
            throw Refusal.notFound("no such \(name)")
        }
        return number
    }
}
