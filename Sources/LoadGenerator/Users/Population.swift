import LoadPlan

/// What users are by the plan. Region and tenant follow from a user's number in the run: exact by share, and the same for
/// any number of shards.
///
/// Both are given out jointly over the products of their shares, so that no tenant falls only to one region because
/// two separate sequences happened to be in step.
struct Population {
    private let cells: [Int32]
    private let tenants: Int
    private let egresses: [Int]
    /// Each iteration opens connections of its own.
    let opensAnew: Bool
    /// Users keep cookies.
    let keepsCookies: Bool

    /// The sequence repeats after so many users: long enough for shares of one in a thousand.
    static let period = 10_000

    init(_ plan: Plan) {
        egresses = plan.egresses.count > 1 ? plan.egressNumbers : []
        opensAnew = plan.connection.sharing == .newPerIteration
        keepsCookies = plan.connection.cookies
        tenants = max(1, plan.tenants.count)
        let shares = plan.regions.flatMap { region in plan.tenants.map { region.share * $0.share } }
        cells = Apportionment(shares: shares, count: shares.count == 1 ? 1 : Self.period).labels.map { Int32($0) }
    }

    /// Region and tenant of user `number`.
    func member(_ number: UInt64) -> (region: Int, tenant: Int) {
        let cell = Int(cells[Int(number % UInt64(cells.count))])
        return (cell / tenants, cell % tenants)
    }

    /// The way in which a region's connections are made, by its number; nil where all are made in one way.
    func egress(ofRegion region: Int) -> Int? { egresses.isEmpty ? nil : egresses[region] }
}
