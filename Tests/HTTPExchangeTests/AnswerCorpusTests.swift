import HTTPExchange
import LoadTestKit
import Testing

/// Each answer of the corpus means what its row says, wherever its bytes are cut.
@Suite struct AnswerCorpusTests {
    @Test func theCorpusIsLargeAndItsNamesAreDistinct() {
        #expect(AnswerCorpus.all.count >= 200)
        #expect(Set(AnswerCorpus.all.map(\.name)).count == AnswerCorpus.all.count)
    }

    @Test(arguments: AnswerCorpus.all) func meansWhatItsRowSays(_ answer: AnswerCase) {
        let read = Transcript([answer.bytes], method: answer.method, closes: answer.closes)
        switch answer.expected {
        case .failure(let kind): #expect("\(read.failure)" == kind)
        case .answer(let status, let body, let keepsAlive):
            #expect(read.failure == .none)
            #expect(read.isWhole)
            #expect(read.head.status == status)
            #expect(read.body == body)
            #expect(read.keepsAlive == keepsAlive)
            #expect(read.interim == answer.interim)
            #expect(read.surplus == answer.surplus)
        }
    }

    @Test(arguments: AnswerCorpus.all) func isReadAlikeWhereverItIsCut(_ answer: AnswerCase) {
        let bytes = answer.bytes
        let whole = Transcript([bytes], method: answer.method, closes: answer.closes)
        // Long answers are cut at their first and last bytes and at some between.
        let isLong = bytes.count > 2_000
        let step = isLong ? bytes.count / 10 : 1
        for cut in 0...bytes.count where cut % step == 0 || isLong && (cut < 30 || cut > bytes.count - 30) {
            let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
            let read = Transcript(pieces, method: answer.method, closes: answer.closes)
            guard read == whole else {
                Issue.record("\(answer.name), cut at \(cut): \(read) instead of \(whole)")
                return
            }
        }
        if !isLong {
            let single = Transcript(bytes.map { [$0] }, method: answer.method, closes: answer.closes)
            if single != whole { Issue.record("\(answer.name), byte by byte: \(single) instead of \(whole)") }
        }
    }
}
