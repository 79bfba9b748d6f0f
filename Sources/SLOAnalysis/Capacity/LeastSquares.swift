/// A fit of some of the parameters [α, β, γ] of ``ScalabilityLaw``; the others are 0. By Levenberg and Marquardt's steps.
struct LeastSquares {
    private let levels: [LoadLevel]
    private let weights: [Double]
    private let free: [Int]
    private(set) var parameters: [Double]
    private(set) var squares: Double

    var law: ScalabilityLaw {
        ScalabilityLaw(contention: parameters[0], coherency: parameters[1], alone: parameters[2])
    }

    /// The best fit within 0 ≤ α, β ≤ 1.
    /// - Parameters:
    ///   - levels: what was measured.
    ///   - weights: how much the square of each level's rest counts; nil where all count alike.
    static func best(_ levels: [LoadLevel], weights: [Double]? = nil) -> Self? {
        let weights = weights ?? levels.map { _ in 1 }
        let fits = [[0, 1, 2], [0, 2], [1, 2], [2]].map { Self(levels, weights: weights, free: $0) }
        let inside = fits.filter { (0...1).contains($0.parameters[0]) && (0...1).contains($0.parameters[1]) }
        return inside.min { $0.squares < $1.squares }
    }

    private init(_ levels: [LoadLevel], weights: [Double], free: [Int]) {
        (self.levels, self.weights, self.free) = (levels, weights, free)
        let alone = levels.reduce(0) { max($0, $1.throughput / $1.concurrency) }
        parameters = [free.contains(0) ? 0.01 : 0, free.contains(1) ? 1e-4 : 0, alone]
        squares = .infinity
        squares = squares(of: parameters)
        var damping = 1e-3
        for _ in 0..<500 where damping < 1e12 {
            let (matrix, slope) = normalEquations()
            var damped = matrix
            for index in free.indices { damped[index][index] *= 1 + damping }
            guard let step = Self.solve(damped, slope) else { break }
            var next = parameters
            for (index, parameter) in free.enumerated() { next[parameter] += step[index] }
            let found = squares(of: next)
            if found < squares {
                let gain = squares - found
                (parameters, squares, damping) = (next, found, max(damping / 10, 1e-12))
                if gain <= 1e-15 * found { break }
            } else {
                damping *= 10
            }
        }
    }

    private func denominator(_ parameters: [Double], _ n: Double) -> Double {
        1 + parameters[0] * (n - 1) + parameters[1] * n * (n - 1)
    }

    private func squares(of parameters: [Double]) -> Double {
        zip(levels, weights).reduce(0) { sum, point in
            let (level, weight) = point
            let denominator = denominator(parameters, level.concurrency)
            guard denominator > 0 else { return .infinity }
            let rest = level.throughput - parameters[2] * level.concurrency / denominator
            return sum + weight * rest * rest
        }
    }

    /// JᵀJ and Jᵀ(rest) over the free parameters.
    private func normalEquations() -> (matrix: [[Double]], slope: [Double]) {
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: free.count), count: free.count)
        var slope = [Double](repeating: 0, count: free.count)
        for (level, weight) in zip(levels, weights) {
            let n = level.concurrency
            let denominator = denominator(parameters, n)
            let unit = n / denominator
            let gradient = [
                -parameters[2] * unit * (n - 1) / denominator, -parameters[2] * unit * n * (n - 1) / denominator, unit,
            ]
            let rest = level.throughput - parameters[2] * unit
            for (row, a) in free.enumerated() {
                slope[row] += weight * gradient[a] * rest
                for (column, b) in free.enumerated() { matrix[row][column] += weight * gradient[a] * gradient[b] }
            }
        }
        return (matrix, slope)
    }

    /// (JᵀJ)⁻¹ · variance over all three parameters, 0 for one that is held.
    func covariance(variance: Double) -> [[Double]]? {
        let (matrix, _) = normalEquations()
        var result = [[Double]](repeating: [0, 0, 0], count: 3)
        for (index, parameter) in free.enumerated() {
            let unit = free.indices.map { $0 == index ? 1.0 : 0 }
            guard let column = Self.solve(matrix, unit), column[index] >= 0 else { return nil }
            for (row, other) in free.enumerated() { result[other][parameter] = column[row] * variance }
        }
        return result
    }

    /// The roots of its diagonal.
    func standardErrors(variance: Double) -> [Double]? {
        covariance(variance: variance).map { matrix in matrix.indices.map { matrix[$0][$0].squareRoot() } }
    }

    /// Elimination with the largest pivot of each column, on a matrix whose rows and columns are scaled to a diagonal of
    /// 1: the parameters are of very different size.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        let count = right.count
        let scale = (0..<count).map { matrix[$0][$0].squareRoot() }
        guard scale.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        var rows = (0..<count).map { row in
            (0..<count).map { matrix[row][$0] / scale[row] / scale[$0] } + [right[row] / scale[row]]
        }
        for column in 0..<count {
            guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-300
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for index in column...count { rows[row][index] -= factor * rows[column][index] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] / scale[$0] }
    }
}
