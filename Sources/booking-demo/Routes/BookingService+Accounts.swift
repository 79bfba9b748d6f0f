import Hummingbird

extension BookingService {
    func addAccounts(to api: RouterGroup<DemoContext>) {
        api.post("auth/login") { request, _ in
            let (body, _) = try await request.body(LoginBody.self)
            guard let account = try await store.account(email: body.email, password: body.password) else {
                throw Refusal.unauthorized("e-mail or password is wrong")
            }
            let token = tokens.issue(patient: account.id, admin: account.admin, now: epochMilliseconds() / 1000)
            return Response.json(
                ByteBuffer(
                    string: #"{"token":"\#(token)","expiresIn":\#(TokenIssuer.lifetime),"patientId":\#(account.id)}"#
                )
            )
        }
    }
}
