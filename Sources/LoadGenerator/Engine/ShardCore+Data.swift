import LoadPlan

/// Rows of data, one a user and iteration.
extension ShardCore {
    private func row(_ table: Int, _ number: UInt64, _ iteration: UInt64, _ random: inout SeededRandom) -> Int32 {
        evaluator.library.tables.row(
            table: table,
            user: number,
            iteration: iteration,
            users: UInt64(max(1, plan.load.userCount)),
            random: &random
        )
    }

    /// Gives a user its rows for the iteration that begins.
    /// - Returns: the fault of a table that its flow reads and that has no row left, or -1.
    func takeRows(_ slot: Int) -> Int32 {
        let user = users + slot
        let tables = plan.tables.count
        var missing: Int32 = -1
        for table in 0..<tables {
            let row = row(table, user.pointee.number, user.pointee.iteration, &user.pointee.random)
            rows[slot * tables + table] = row
            if row < 0, missing < 0 { missing = tableFaults[Int(user.pointee.flow) * tables + table] }
        }
        return missing
    }

    /// Whether a closed user leaves instead of beginning its next iteration, since a table that says so is used up.
    func stopsForWantOfRows(_ slot: Int) -> Bool { lacksRow(users[slot].number, users[slot].iteration) }

    /// Whether a table that ends the load with its rows has none for an iteration, and counts the user that goes.
    func lacksRow(_ number: UInt64, _ iteration: UInt64 = 0) -> Bool {
        for table in 0..<plan.tables.count where plan.tables[table].atEnd == .stop {
            var random = SeededRandom(seed: 0)
            guard row(table, number, iteration, &random) < 0 else { continue }
            usersWithoutRow[table] += 1
            return true
        }
        return false
    }
}
