import Glibc

/// The scalability law that fits measured levels best, by least squares within 0 ≤ α, β ≤ 1.
///
/// By Levenberg and Marquardt's steps. Where the best contention or coherency would be negative it is 0, and the rest
/// is fitted anew.
public struct ScalabilityFit: Sendable, Codable, Hashable {
    /// With fewer levels the parameters are guesses.
    public static let fewestLevels = 6

    /// The law.
    public var law: ScalabilityLaw
    /// Levels it was fitted to.
    public var levels: Int
    /// Standard errors of contention, coherency and throughput alone; nil with three levels.
    public var standardErrors: [Double]?
    /// The standard deviation of a level's throughput around the law.
    public var deviation: Double

    /// The best fit.
    /// - Parameter levels: at least three of different concurrency.
    /// - Returns: nil where there are too few, or figures that are no concurrency and throughput.
    public init?(_ levels: [LoadLevel]) {
        let usable = levels.allSatisfy {
            $0.concurrency > 0 && $0.concurrency < 1e9 && $0.throughput >= 0 && $0.throughput < 1e15
        }
        guard usable, Set(levels.map(\.concurrency)).count >= 3, levels.contains(where: { $0.throughput > 0 }) else {
            return nil
        }
        let fits = [[0, 1, 2], [0, 2], [1, 2], [2]].map { LeastSquares(levels, free: $0) }
        let inside = fits.filter { (0...1).contains($0.parameters[0]) && (0...1).contains($0.parameters[1]) }
        guard let best = inside.min(by: { $0.squares < $1.squares }) else { return nil }
        law = best.law
        self.levels = levels.count
        let degrees = Double(levels.count - 3)
        deviation = degrees > 0 ? (best.squares / degrees).squareRoot() : 0
        standardErrors = degrees > 0 ? best.standardErrors(variance: best.squares / degrees) : nil
    }

    /// Whether coherency is more than chance: the 95 % interval of Student's t holds no 0. Only then is there a peak.
    public var hasPeak: Bool {
        guard levels >= Self.fewestLevels, let errors = standardErrors, law.peak != nil else { return false }
        return law.coherency > StudentDistribution.quantile(0.975, degrees: Double(levels - 3)) * errors[1]
    }
}

/// A fit of some of the law's parameters [α, β, γ]; the others are 0.
private struct LeastSquares {
    let levels: [LoadLevel]
    let free: [Int]
    private(set) var parameters: [Double]
    private(set) var squares: Double

    var law: ScalabilityLaw {
        ScalabilityLaw(contention: parameters[0], coherency: parameters[1], alone: parameters[2])
    }

    init(_ levels: [LoadLevel], free: [Int]) {
        self.levels = levels
        self.free = free
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
        levels.reduce(0) { sum, level in
            let denominator = denominator(parameters, level.concurrency)
            guard denominator > 0 else { return .infinity }
            let rest = level.throughput - parameters[2] * level.concurrency / denominator
            return sum + rest * rest
        }
    }

    /// JᵀJ and Jᵀ(rest) over the free parameters.
    private func normalEquations() -> (matrix: [[Double]], slope: [Double]) {
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: free.count), count: free.count)
        var slope = [Double](repeating: 0, count: free.count)
        for level in levels {
            let n = level.concurrency
            let denominator = denominator(parameters, n)
            let unit = n / denominator
            let gradient = [
                -parameters[2] * unit * (n - 1) / denominator, -parameters[2] * unit * n * (n - 1) / denominator, unit,
            ]
            let rest = level.throughput - parameters[2] * unit
            for (row, a) in free.enumerated() {
                slope[row] += gradient[a] * rest
                for (column, b) in free.enumerated() { matrix[row][column] += gradient[a] * gradient[b] }
            }
        }
        return (matrix, slope)
    }

    /// √diag((JᵀJ)⁻¹ · variance), 0 for a parameter that is held.
    func standardErrors(variance: Double) -> [Double]? {
        let (matrix, _) = normalEquations()
        var errors = [0.0, 0, 0]
        for (index, parameter) in free.enumerated() {
            let unit = free.indices.map { $0 == index ? 1.0 : 0 }
            guard let column = Self.solve(matrix, unit), column[index] >= 0 else { return nil }
            errors[parameter] = (column[index] * variance).squareRoot()
        }
        return errors
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
