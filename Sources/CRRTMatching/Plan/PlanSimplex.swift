/// The primal simplex method on a dense tableau, for the mixture of solutions of a plan: minimize a value of two parts, the first of which
/// decides. In each row the shares of columns come to one, or to one at most (G. B. Dantzig, "Linear Programming and Extensions", 1963).
struct PlanSimplex {
    /// Open seats and singles, then cost.
    struct Value {
        var tier: Double
        var cost: Double

        fileprivate var isNegative: Bool { tier < -precision || (tier <= precision && cost < -precision) }

        fileprivate func isLess(than other: Value) -> Bool {
            tier < other.tier - precision || (tier <= other.tier + precision && cost < other.cost - precision)
        }

        fileprivate mutating func subtract(_ factor: Double, _ other: Value) {
            tier -= factor * other.tier
            cost -= factor * other.cost
        }
    }

    static let precision = 1e-6
    /// The most pivots; prices that are not the best are as good for a bound.
    private static let mostPivots = 2000

    private let columnCount: Int
    /// By row, the entries of what fills rows at the start, of slacks, and of columns, then the right side.
    private var rows: [[Double]]
    /// By entry but the right side.
    private var reduced: [Value]
    /// By row, the entry in the basis. At the start that of the row.
    private var basis: [Int]

    /// - Parameters:
    ///   - start: By row that comes to one, the value of what fills it at the start.
    ///   - limits: The number of rows that come to one at most.
    ///   - columns: The value of each, and the rows in which it is.
    init(start: [Value], limits: Int, columns: [(value: Value, rows: [Int])]) {
        columnCount = columns.count
        let height = start.count + limits
        let width = height + columns.count
        rows = Array(repeating: Array(repeating: 0, count: width + 1), count: height)
        reduced = Array(repeating: Value(tier: 0, cost: 0), count: width)
        basis = Array(rows.indices)
        for row in rows.indices {
            rows[row][row] = 1
            rows[row][width] = 1
        }
        for (number, column) in columns.enumerated() {
            reduced[height + number] = column.value
            for row in column.rows {
                rows[row][height + number] = 1
                if row < start.count { reduced[height + number].subtract(1, start[row]) }
            }
        }
    }

    /// Finds the least value; false where it takes too many pivots.
    mutating func solve() -> Bool {
        for _ in 0..<Self.mostPivots {
            guard let entering = entering else { return true }
            guard let leaving = leaving(entering) else { return false }
            pivot(leaving, entering)
        }
        return false
    }

    /// The dual price of a row that comes to one at most.
    func price(_ row: Int) -> Value {
        let price = reduced[row]
        return price.isNegative ? Value(tier: 0, cost: 0) : price
    }

    /// By column, its share.
    var shares: [Double] {
        var shares = [Double](repeating: 0, count: columnCount)
        for (row, entry) in basis.enumerated() where entry >= rows.count { shares[entry - rows.count] = rows[row].last ?? 0 }
        return shares
    }

    private var entering: Int? {
        var best: Int?
        for column in reduced.indices where reduced[column].isNegative && best.map({ reduced[column].isLess(than: reduced[$0]) }) ?? true {
            best = column
        }
        return best
    }

    private func leaving(_ column: Int) -> Int? {
        var best: (row: Int, ratio: Double)?
        for row in rows.indices where rows[row][column] > Self.precision {
            let ratio = (rows[row].last ?? 0) / rows[row][column]
            if best.map({ ratio < $0.ratio - Self.precision }) ?? true { best = (row, ratio) }
        }
        return best?.row
    }

    private mutating func pivot(_ row: Int, _ column: Int) {
        let divisor = rows[row][column]
        for index in rows[row].indices { rows[row][index] /= divisor }
        let pivotRow = rows[row]
        for other in rows.indices where other != row && rows[other][column] != 0 {
            let factor = rows[other][column]
            for index in pivotRow.indices { rows[other][index] -= factor * pivotRow[index] }
        }
        let value = reduced[column]
        for index in reduced.indices where pivotRow[index] != 0 { reduced[index].subtract(pivotRow[index], value) }
        basis[row] = column
    }
}
