import Testing

@Suite struct AccountTests {
    @Test func loginGivesATokenForThePatient() async throws {
        let demo = try DemoProcess()
        let answer = try await demo.send(
            "POST",
            "/api/auth/login",
            json: #"{"email":"paciente2@turnos.test","password":"turnos123"}"#
        )
        #expect(answer.status == 200)
        #expect(answer.number("patientId") == 2)
        #expect(answer.number("expiresIn") == 3600)
        #expect(answer.string("token")?.split(separator: ".").count == 3)
    }

    @Test func wrongCredentialsAndBodiesAreRefused() async throws {
        let demo = try DemoProcess()
        let cases = [
            (#"{"email":"paciente1@turnos.test","password":"no"}"#, 401),
            (#"{"email":"nadie@turnos.test","password":"turnos123"}"#, 401),
            (#"{"email":"paciente1@turnos.test"}"#, 422),
            (#"{"email":1,"password":"turnos123"}"#, 422),
            ("{", 422),
            ("", 422),
        ]
        for (body, status) in cases {
            let answer = try await demo.send("POST", "/api/auth/login", json: body)
            #expect(answer.status == status, "\(body)")
            #expect(answer.string("error") != nil && answer.string("reason") != nil, "\(body)")
        }
    }

    @Test func aTokenThatWasTamperedWithIsRefused() async throws {
        let demo = try DemoProcess()
        let token = try await demo.token()
        let parts = token.split(separator: ".")
        // {"alg":"none"} and a payload that names the administrator.
        let forged = [
            "x", token + "A", "eyJhbGciOiJub25lIn0.\(parts[1]).",
            "\(parts[0]).eyJzdWIiOjQsImFkbWluIjp0cnVlLCJleHAiOjk5OTk5OTk5OTl9.\(parts[2])",
        ]
        for text in forged {
            #expect(try await demo.book(1, token: text).status == 401, "\(text)")
            #expect(try await demo.send("GET", "/api/schedule/today", token: text).status == 401, "\(text)")
        }
        #expect(try await demo.send("POST", "/api/bookings", json: "{}").status == 401)
    }
}
