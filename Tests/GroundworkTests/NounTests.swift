import Groundwork
import Testing

@Suite struct NounTests {
    @Test(arguments: [("0", "0 users"), ("1", "1 user"), ("1.5", "1.5 users"), ("48,211", "48,211 users")])
    func aNounFollowsItsFigure(figure: String, words: String) {
        #expect(Noun.counted(figure, "user") == words)
    }
}
