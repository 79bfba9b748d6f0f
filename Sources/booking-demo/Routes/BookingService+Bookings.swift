import Digest
import HTTPTypes
import Hummingbird

extension BookingService {
    func addBookings(to api: RouterGroup<DemoContext>) {
        api.post("bookings") { request, context in
            let patient = try context.bearer().sub
            let (body, bytes) = try await request.body(BookingBody.self)
            guard (1_000_000...99_999_999).contains(body.patientDni.value) else {
                throw Refusal.unprocessable("“patientDni” has seven or eight digits")
            }
            let order = Store.BookingOrder(
                slot: body.slotId.value,
                tenant: try context.requireTenant().id,
                patient: patient,
                dni: String(body.patientDni.value),
                idempotency: try request.idempotency(
                    "Idempotency-Key",
                    scope: "bookings",
                    patient: patient,
                    body: bytes
                )
            )
            return try await store.book(order).response
        }
        api.get("bookings/{booking}") { _, context in
            try await store.booking(context.number("booking"), of: context.bearer().sub).response
        }
        api.delete("bookings/{booking}") { _, context in
            try await store.cancel(context.number("booking"), of: context.bearer().sub).response
        }
    }
}

extension Request {
    /// The key in a header, if one was sent.
    /// - Throws: `Refusal` 422 for a key nobody would make.
    func idempotency(_ header: String, scope: String, patient: Int64, body: [UInt8]) throws -> Idempotency? {
        guard let name = HTTPField.Name(header), let key = headers[name] else { return nil }
        guard !key.isEmpty, key.utf8.count <= 255 else {
            throw Refusal.unprocessable("“\(header)” must have 1 to 255 characters")
        }
        return Idempotency(scope: scope, patient: patient, key: key, digest: Digest.sha256(body))
    }
}
