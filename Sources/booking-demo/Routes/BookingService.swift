import Hummingbird

/// Everything that routes work with.
struct BookingService: Sendable {
    var store: Store
    var tokens: TokenIssuer
    var provider: PaymentProvider
    var signature: WebhookSignature
    var trouble: Trouble

    /// All routes, behind the trouble, behind errors as JSON.
    func router() -> Router<DemoContext> {
        let router = Router(context: DemoContext.self)
        router.addMiddleware {
            TroubleMiddleware(trouble: trouble)
            RefusalMiddleware()
        }
        addPages(to: router)
        addWebhooks(to: router.group("/api/webhooks"))
        let api = router.group("/api").add(middleware: IdentityMiddleware(catalogue: store.catalogue, tokens: tokens))
        addAccounts(to: api)
        addSchedule(to: api)
        addBookings(to: api)
        addPayments(to: api)
        addAdministration(to: api)
        return router
    }
}
