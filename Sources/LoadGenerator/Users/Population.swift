import LoadPlan

/// Region and tenant of each user, by its number in the run: exact by share and the same for any number of shards.
///
/// Both are given out jointly over the products of their shares, so that no tenant falls only to one region because
/// two separate sequences happened to be in step.
struct Population {
    private let cells: [Int32]
    private let tenants: Int

    /// The sequence repeats after so many users: long enough for shares of one in a thousand.
    static let period = 10_000

    init(_ plan: Plan) {
        tenants = max(1, plan.tenants.count)
        let shares = plan.regions.flatMap { region in plan.tenants.map { region.share * $0.share } }
        cells = Apportionment(shares: shares, count: shares.count == 1 ? 1 : Self.period).labels.map { Int32($0) }
    }

    /// Region and tenant of user `number`.
    func member(_ number: UInt64) -> (region: Int, tenant: Int) {
        let cell = Int(cells[Int(number % UInt64(cells.count))])
        return (cell / tenants, cell % tenants)
    }
}
