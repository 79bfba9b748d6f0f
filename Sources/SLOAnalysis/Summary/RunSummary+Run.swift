import Groundwork
public import LoadMetrics

extension RunSummary {
    /// The figures of a run.
    public init(_ run: StoredRun) {
        let record = run.record
        let seconds = Double(run.measured) / 1e9
        var counts = [UInt64](repeating: 0, count: record.series.count)
        for tick in run.timeline {
            for count in tick.series { counts[count.series] = counts[count.series] &+ count.count }
        }
        var cells: [Cell: Gathered] = [:]
        var order: [Cell] = []
        var all = Gathered()
        for (index, key) in record.series.enumerated() {
            let cell = Cell(kind: key.kind, name: key.name, region: key.region)
            if cells[cell] == nil { order.append(cell) }
            cells[cell, default: Gathered()].add(run, index, counts[index])
            if key.kind == .step { all.add(run, index, counts[index]) }
        }
        var rows: [Row] = []
        var done: Set<Cell> = []
        for cell in order {
            let whole = Cell(kind: cell.kind, name: cell.name, region: nil)
            guard done.insert(whole).inserted else { continue }
            let regions = order.filter { $0.kind == cell.kind && $0.name == cell.name }
            var sum = Gathered()
            for region in regions {
                guard let gathered = cells[region] else { continue }
                rows.append(gathered.row(region, seconds))
                sum.add(gathered)
            }
            if regions.count > 1 { rows.append(sum.row(whole, seconds)) }
        }
        self.init(
            rows: rows,
            total: all.row(Cell(kind: .step, name: "all", region: nil), seconds),
            response: all.response,
            service: all.service
        )
    }

    /// A row's name.
    private struct Cell: Hashable {
        var kind: SeriesKind
        var name: String
        var region: String?
    }

    /// A row's samples.
    private struct Gathered {
        var count: UInt64 = 0
        var errors: UInt64 = 0
        var response = Histogram(layout: .latency)
        var service = Histogram(layout: .latency)

        mutating func add(_ run: StoredRun, _ series: Int, _ count: UInt64) {
            self.count = self.count &+ count
            let outcome = run.record.series[series].outcome
            if !outcome.isGood { errors = errors &+ count }
            // Quick refusals would flatter the rest; they have figures of their own.
            guard outcome.kind != .business else { return }
            if let histogram = run.total(series, .response) { response.add(histogram) }
            if let histogram = run.total(series, .service) { service.add(histogram) }
        }

        mutating func add(_ other: Gathered) {
            count = count &+ other.count
            errors = errors &+ other.errors
            response.add(other.response)
            service.add(other.service)
        }

        func row(_ cell: Cell, _ seconds: Double) -> Row {
            Row(
                kind: cell.kind,
                name: cell.name,
                region: cell.region,
                count: count,
                errors: errors,
                rate: seconds > 0 ? Double(count) / seconds : 0,
                response: Figures(response),
                service: Figures(service)
            )
        }
    }
}
