import Groundwork
import LoadPlan
import Testing

/// Which carrier a request goes by, and why.
@Suite struct CarrierRuleTests {
    /// A user's cookies are in one place: where they are kept, one request that needs transfers takes all with it, and the
    /// reason says which and why.
    @Test(arguments: [true, false]) func oneRequestThatNeedsTransfers(_ keepsCookies: Bool) {
        let odd = Make.request(headers: [.init(name: "X A", value: Template("1"))])
        var plan = Make.plan(
            [.request(odd), .request(Make.request(1))],
            load: Make.users(1, for: .second),
            stepCount: 2
        )
        plan.carrier = .exchange
        plan.connection.cookies = keepsCookies
        let rule = CarrierRule(plan)
        let (first, second) = (rule.choice(of: plan.requests[0]), rule.choice(of: plan.requests[1]))
        #expect(first.carrier == .transfer)
        #expect(first.reason == "the header name 'X A'")
        #expect(second.carrier == (keepsCookies ? .transfer : .exchange))
        #expect(second.reason?.contains("needs it (the header name 'X A'), and users keep cookies") ?? !keepsCookies)
    }
}
