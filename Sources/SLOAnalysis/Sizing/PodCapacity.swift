/// What a number of pods takes: by the law over several sizes, or else as much for each pod as in the largest search.
struct PodCapacity {
    /// The search whose figures count for a pod.
    let base: MeasuredSize
    /// The law over sizes; nil where there are too few.
    let law: PodLaw?

    init(_ sizes: [MeasuredSize]) throws(SizingError) {
        guard let base = sizes.max(by: { $0.pods < $1.pods }) else { throw .input("no search is given") }
        self.base = base
        law = PodLaw(sizes)
    }

    /// Requests a second that so many pods are shown to take.
    func low(_ pods: Int) -> Double { law?.band(pods).low ?? Double(max(0, pods)) * base.lowPerPod }

    /// Requests a second that so many pods might take; nil where nothing is known.
    func high(_ pods: Int) -> Double? {
        law?.band(pods).high ?? base.highPerPod.map { Double(max(0, pods)) * $0 }
    }
}
