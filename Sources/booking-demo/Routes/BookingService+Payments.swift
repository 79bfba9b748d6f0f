import HTTPTypes
import Hummingbird

extension BookingService {
    func addPayments(to api: RouterGroup<DemoContext>) {
        api.post("payments") { request, context in
            let patient = try context.bearer().sub
            let (body, bytes) = try await request.body(PaymentBody.self)
            guard body.amount > 0, body.amount <= 1e9 else {
                throw Refusal.unprocessable("“amount” is more than 0 and at most a thousand million")
            }
            guard !body.method.isEmpty, body.method.utf8.count <= 32 else {
                throw Refusal.unprocessable("“method” has 1 to 32 characters")
            }
            let decision = provider.decide()
            let order = Store.PaymentOrder(
                booking: body.bookingId.value,
                patient: patient,
                centavos: Int64((body.amount * 100).rounded()),
                method: body.method,
                idempotency: try request.idempotency(
                    "X-Idempotency-Key",
                    scope: "payments",
                    patient: patient,
                    body: bytes
                ),
                outcome: decision.outcome,
                settles: epochMilliseconds() &+ Int64(decision.delay / 1_000_000)
            )
            let (answer, payment) = try await store.pay(order)
            if let payment { provider.notify(payment: payment, of: decision) }
            return answer.response
        }
        api.get("payments/{payment}") { _, context in
            try await store.payment(context.number("payment"), of: context.bearer().sub).response
        }
    }

    func addWebhooks(to webhooks: RouterGroup<DemoContext>) {
        webhooks.post("mercadopago") { request, _ in
            let requestID = HTTPField.Name("x-request-id").flatMap { request.headers[$0] }
            let dataID = request.uri.queryParameters["data.id"].map { String($0) }
            guard let header = HTTPField.Name("x-signature").flatMap({ request.headers[$0] }),
                signature.accepts(header, dataID: dataID, requestID: requestID)
            else { throw Refusal.unauthorized("the signature does not fit") }
            // Any notification that is signed is taken: the provider repeats what is not answered with 200.
            var applied = false
            if let payment = dataID.flatMap({ Int64($0) }) {
                applied = try await store.settle(payment, now: epochMilliseconds())
            }
            return Answer(status: 200, body: #"{"received":true,"applied":\#(applied)}"#).response
        }
    }
}
