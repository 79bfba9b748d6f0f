import Groundwork
import LoadPlan

/// The pieces of a load as they are read: one curve for all flows together, or one for each.
struct LoadTracks {
    private struct Track {
        var name: NameSyntax
        var pieces: [LoadCurve.Piece] = []
        var length: Nanoseconds = 0
        /// It was given a load in the present phase already.
        var isOpen = false
    }

    /// The pieces that are no flow's own.
    private(set) var shared: [LoadCurve.Piece] = []
    private var sharedLength: Nanoseconds = 0
    private var sharedRange: TextRange?
    private var tracks: [Track] = []
    /// Where the present phase begins; a flow's pieces begin there too.
    private var base: Nanoseconds = 0

    /// How long all of it lasts.
    var length: Nanoseconds { tracks.reduce(sharedLength) { max($0, $1.length) } }

    /// There are pieces, and none rises above 0.
    var isFlat: Bool {
        let all = shared + tracks.flatMap(\.pieces)
        return !all.isEmpty && !all.contains { max($0.from, $0.to) > 0 }
    }

    /// A flow's load begins.
    mutating func open(_ name: NameSyntax, in bag: DiagnosticBag) {
        guard let index = tracks.firstIndex(where: { $0.name.text == name.text }) else {
            var track = Track(name: name, isOpen: true)
            if base > 0 { track.pieces.append(LoadCurve.Piece(from: 0, to: 0, duration: base)) }
            track.length = base
            tracks.append(track)
            return
        }
        if tracks[index].isOpen {
            bag.error(
                "duplicate-name",
                "the flow '\(name.text)' has two loads at once",
                at: name.range,
                "line \(bag.source.place(at: tracks[index].name.range.start).line) has it already"
            )
        }
        tracks[index].isOpen = true
        tracks[index].name = name
        pad(index)
    }

    /// A phase begins where the load so far ends; whatever follows it does too.
    mutating func begin() {
        base = length
        for index in tracks.indices { tracks[index].isOpen = false }
    }

    private mutating func pad(_ index: Int) {
        guard tracks[index].length < base else { return }
        tracks[index].pieces.append(LoadCurve.Piece(from: 0, to: 0, duration: base - tracks[index].length))
        tracks[index].length = base
    }

    /// Adds a piece to a flow's load, or to that of all.
    mutating func add(_ piece: LoadCurve.Piece, to flow: NameSyntax?, _ range: TextRange) {
        // Two lengths below a century fit; the sum is checked against the limit before it can grow further.
        let grown = { (length: Nanoseconds) in min(length &+ piece.duration, Load.longest * 2) }
        guard let flow else {
            shared.append(piece)
            sharedLength = grown(sharedLength)
            sharedRange = sharedRange ?? range
            return
        }
        guard let index = tracks.firstIndex(where: { $0.name.text == flow.text }) else { return }
        tracks[index].pieces.append(piece)
        tracks[index].length = grown(tracks[index].length)
    }

    /// Says what does not fit together.
    func check(in bag: DiagnosticBag, flows: [String]) {
        for track in tracks {
            if !flows.contains(track.name.text) {
                bag.error(
                    "unknown-name",
                    "unknown flow '\(track.name.text)' in the load",
                    at: track.name.range,
                    Suggestion.label(for: track.name.text, in: flows) ?? "no flow has this name"
                )
            } else if !track.pieces.contains(where: { max($0.from, $0.to) > 0 }) {
                bag.error(
                    "empty-load",
                    "a flow's load that never rises above 0",
                    at: track.name.range,
                    "write users 100 for 5m, or rate 50/s for 5m"
                )
            }
        }
        if let sharedRange, let track = tracks.first {
            bag.error(
                "mixed-load",
                "a load for all flows beside one for '\(track.name.text)'",
                at: sharedRange,
                "give each flow its own, or leave 'flow' out and set weights"
            )
        }
    }

    /// The flows' own loads, in the order of the flows.
    func flowLoads(_ flows: [String]) -> [FlowLoad] {
        flows.enumerated().compactMap { index, name in
            guard let track = tracks.first(where: { $0.name.text == name }) else { return nil }
            return FlowLoad(flow: index, curve: LoadCurve(track.pieces))
        }
    }
}
