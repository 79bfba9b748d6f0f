import SLOAnalysis
import Testing

@testable import zonda

@Suite("Names and statuses")
struct RunIdentityTests {
    @Test("A run is named after its moment in UTC")
    func identity() {
        let moment = 1_795_241_280.9
        #expect(RunIdentity.make(at: moment, random: 0x4f2a) == "20261121T060800Z-4f2a")
        #expect(RunIdentity.make(at: moment, random: 7) == "20261121T060800Z-0007")
    }

    @Test("The table of statuses")
    func statuses() {
        let numbers = ExitStatus.allCases.map(\.rawValue)
        #expect(numbers == [0, 64, 65, 69, 70, 97, 98, 99, 130])
        #expect(ExitStatus(.pass) == .pass && ExitStatus(.fail) == .fail)
        #expect(ExitStatus(.inconclusive) == .inconclusive && ExitStatus(.invalid) == .invalid)
        for number in numbers { #expect(ExitStatus.table.contains("  \(number) ")) }
    }
}
