import Testing

@Suite struct PaymentTests {
    /// Books slot 1 and starts its payment.
    private func pay(_ demo: DemoProcess, token: String, slot: Int = 1) async throws -> (booking: Int, payment: Int) {
        let booking = try #require(try await demo.book(slot, token: token).number("id"))
        let answer = try await demo.send(
            "POST",
            "/api/payments",
            json: #"{"bookingId":"\#(booking)","amount":9000.5,"method":"mercadopago"}"#,
            token: token
        )
        #expect(answer.status == 201)
        #expect(answer.string("status") == "pending")
        return (booking, try #require(answer.number("id")))
    }

    private func decided(_ demo: DemoProcess, _ payment: Int, token: String) async throws -> String? {
        try await demo.poll("/api/payments/\(payment)", token: token) { $0.string("status") != "pending" }
            .string("status")
    }

    @Test func anApprovedPaymentPaysTheBookingEvenWhenToldTwice() async throws {
        let demo = try DemoProcess(
            "--payment-delay",
            "p50=20ms,p99=40ms",
            "--payment-late",
            "0%",
            "--payment-rejects",
            "0%",
            "--payment-duplicates",
            "100%"
        )
        let token = try await demo.token()
        let (booking, payment) = try await pay(demo, token: token)
        #expect(try await decided(demo, payment, token: token) == "approved")
        #expect(try await demo.send("GET", "/api/bookings/\(booking)", token: token).string("status") == "paid")
        // The provider's second notification comes 50 ms after the first.
        try await Task.sleep(for: .milliseconds(200))
        let stats = try await demo.send("GET", "/api/stats")
        #expect(stats.counts("bookings") == ["paid": 1])
        #expect(stats.counts("payments") == ["approved": 1])
        let second = try await demo.send(
            "POST",
            "/api/payments",
            json: #"{"bookingId":\#(booking),"amount":1,"method":"x"}"#,
            token: token
        )
        #expect(second.status == 409)
        #expect(try await demo.send("DELETE", "/api/bookings/\(booking)", token: token).status == 200)
        #expect(try await decided(demo, payment, token: token) == "refunded")
    }

    @Test func aRejectedPaymentLeavesTheBookingUnpaid() async throws {
        let demo = try DemoProcess(
            "--payment-delay",
            "p50=20ms,p99=40ms",
            "--payment-late",
            "0%",
            "--payment-rejects",
            "100%"
        )
        let token = try await demo.token()
        let (booking, payment) = try await pay(demo, token: token)
        #expect(try await decided(demo, payment, token: token) == "rejected")
        #expect(try await demo.send("GET", "/api/bookings/\(booking)", token: token).string("status") == "booked")
    }

    @Test func paymentsAreIdempotentAndPrivate() async throws {
        let demo = try DemoProcess("--payment-delay", "p50=60s,p99=60s")
        let (token, other) = (try await demo.token(), try await demo.token(patient: 2))
        let booking = try #require(try await demo.book(1, token: token).number("id"))
        func send(_ amount: Int, _ token: String) async throws -> DemoAnswer {
            try await demo.send(
                "POST",
                "/api/payments",
                json: #"{"bookingId":\#(booking),"amount":\#(amount),"method":"visa"}"#,
                token: token,
                headers: ["X-Idempotency-Key": "k"]
            )
        }
        let first = try await send(9000, token)
        let again = try await send(9000, token)
        #expect(first.status == 201 && again.status == 201 && first.body == again.body)
        #expect(again.headers["idempotent-replay"] == "true")
        #expect(try await send(9001, token).status == 422)
        #expect(try await send(9000, other).status == 403)
        let id = try #require(first.number("id"))
        #expect(try await demo.send("GET", "/api/payments/\(id)", token: other).status == 403)
        #expect(try await demo.send("GET", "/api/payments/999", token: token).status == 404)
        #expect(try await demo.send("GET", "/api/payments/\(id)").status == 401)
    }

    @Test(arguments: [
        (#"{"bookingId":999,"amount":1,"method":"visa"}"#, 404), (#"{"bookingId":1,"amount":0,"method":"visa"}"#, 422),
        (#"{"bookingId":1,"amount":1e300,"method":"visa"}"#, 422), (#"{"bookingId":1,"amount":1}"#, 422),
        (#"{"bookingId":1,"amount":1,"method":""}"#, 422), ("{}", 422),
    ])
    func wrongBodiesAreRefused(body: String, status: Int) async throws {
        let demo = try DemoProcess()
        #expect(try await demo.send("POST", "/api/payments", json: body, token: demo.token()).status == status)
    }

    /// The documented example: secret `secret`, payment 123456.
    @Test func theKnownWebhookSignatureIsTakenAndAnyOtherRefused() async throws {
        let demo = try DemoProcess()
        let request = "f7b2a1d4-0b1c-4ec2-aaaa-9e8b1d2f3c4d"
        let good = "ts=1704908010,v1=f2feb2513ea2e32b9621fd18d5edc168ea53222ffabbcff05bb4edbd01979c58"
        func status(_ id: String, _ headers: [String: String]) async throws -> Int {
            try await demo.send(
                "POST",
                "/api/webhooks/mercadopago?data.id=\(id)&type=payment",
                json: "{}",
                headers: headers
            ).status
        }
        #expect(try await status("123456", ["x-request-id": request, "x-signature": good]) == 200)
        #expect(try await status("123457", ["x-request-id": request, "x-signature": good]) == 401)
        #expect(try await status("123456", ["x-request-id": "other", "x-signature": good]) == 401)
        #expect(try await status("123456", ["x-signature": good]) == 401)
        #expect(try await status("123456", ["x-request-id": request]) == 401)
        let wrong = good.replacing("1704908010", with: "1704908011")
        #expect(try await status("123456", ["x-request-id": request, "x-signature": wrong]) == 401)
        #expect(try await status("123456", ["x-request-id": request, "x-signature": "v1"]) == 401)
    }
}
