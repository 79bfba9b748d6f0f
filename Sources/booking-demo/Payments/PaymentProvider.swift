import Foundation
import Synchronization

/// A stand-in for the payment provider: decides on each payment after a while and tells the service by webhook, over HTTP,
/// sometimes twice, sometimes long after.
final class PaymentProvider: Sendable {
    /// How the provider behaves.
    struct Behaviour: Sendable {
        /// From the payment to the decision.
        var delay: LatencyFit
        /// Shares from 0 to 1.
        var duplicates: Double
        var late: Double
        var rejects: Double
    }

    /// What the provider is going to do with one payment.
    struct Decision: Sendable {
        /// `approved` or `rejected`.
        var outcome: String
        /// Nanoseconds until the decision stands.
        var delay: UInt64
        /// Nanoseconds from the decision to its notification.
        var lateness: UInt64
        var duplicated: Bool
    }

    /// Ten seconds: long enough to be noticed by whoever polls.
    private static let lateness: UInt64 = 10_000_000_000

    /// Pauses before a notification that was not taken is sent again; afterwards it is given up.
    private static let retries: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]

    private let behaviour: Behaviour
    private let signature: WebhookSignature
    private let random: Mutex<SeededRandom>
    private let sender: WebhookSender

    init(behaviour: Behaviour, signature: WebhookSignature, seed: UInt64, sender: WebhookSender) {
        self.behaviour = behaviour
        self.signature = signature
        self.sender = sender
        random = Mutex(SeededRandom(seed: seed ^ 0x7061_796D_656E_7473))
    }

    /// Draws what will become of the next payment.
    func decide() -> Decision {
        random.withLock { random in
            Decision(
                outcome: random.unit() < behaviour.rejects ? "rejected" : "approved",
                delay: behaviour.delay.draw(&random),
                lateness: random.unit() < behaviour.late ? PaymentProvider.lateness : 0,
                duplicated: random.unit() < behaviour.duplicates
            )
        }
    }

    /// Sends the notifications of a decision when they are due.
    func notify(payment: Int64, of decision: Decision) {
        Task {
            // One millisecond more than the delay, so that the ledger, which counts milliseconds, has it too.
            let pause = decision.delay &+ decision.lateness &+ 1_000_000
            try await Task.sleep(for: .nanoseconds(Int64(clamping: pause)))
            await deliver(payment: payment)
            if decision.duplicated {
                try await Task.sleep(for: .milliseconds(50))
                await deliver(payment: payment)
            }
        }
    }

    /// One notification, repeated while the service does not take it.
    private func deliver(payment: Int64) async {
        let requestID = UUID().uuidString.lowercased()
        let now = Date()
        let timestamp = String(Int64(now.timeIntervalSince1970))
        let body = """
            {"id":\(payment),"live_mode":false,"type":"payment","date_created":"\(now.ISO8601Format())","user_id":1,\
            "api_version":"v1","action":"payment.updated","data":{"id":"\(payment)"}}
            """
        let notification = WebhookSender.Notification(
            target: "/api/webhooks/mercadopago?data.id=\(payment)&type=payment",
            headers: [
                ("x-request-id", requestID),
                ("x-signature", signature.header(dataID: String(payment), requestID: requestID, timestamp: timestamp)),
            ],
            body: body
        )
        for pause in PaymentProvider.retries {
            if let status = try? await sender.send(notification), (200...201).contains(status) { return }
            guard (try? await Task.sleep(for: pause)) != nil else { return }
        }
        _ = try? await sender.send(notification)
    }
}
