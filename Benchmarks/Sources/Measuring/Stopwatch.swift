import Glibc

/// The monotonic clock, in nanoseconds.
public func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// The processor time of this thread, in nanoseconds.
public func computingNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// The time that the body takes, in nanoseconds.
public func microseconds<Value>(_ body: () throws -> Value) rethrows -> Double {
    let began = nanoseconds()
    _ = try body()
    return Double(nanoseconds() - began) / 1000
}

/// Repeated measurements of one operation.
public struct Sample: Sendable {
    /// Microseconds.
    public private(set) var values: [Double] = []

    public init() {}

    public mutating func add(_ microseconds: Double) { values.append(microseconds) }

    public mutating func measure<Value>(_ body: () throws -> Value) rethrows -> Value {
        let began = nanoseconds()
        let value = try body()
        add(Double(nanoseconds() - began) / 1000)
        return value
    }

    public var median: Double { quantile(0.5) }
    public var p99: Double { quantile(0.99) }

    public func quantile(_ part: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
}

/// The resident memory of a process, in bytes.
public func residentBytes(of process: String = "self") -> Int { statusBytes("VmRSS:", of: process) }

/// The peak resident memory of a process, in bytes.
public func peakResidentBytes(of process: String) -> Int { statusBytes("VmHWM:", of: process) }

private func statusBytes(_ name: String, of process: String) -> Int {
    guard let file = fopen("/proc/\(process)/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        if words.first == name[...], words.count > 1, let kib = Int(words[1]) { return kib * 1024 }
    }
    return 0
}

/// The load average of the last minute. Figures taken beside other work mean nothing.
public func loadAverage() -> Double {
    var loads = [0.0, 0.0, 0.0]
    return getloadavg(&loads, 3) > 0 ? loads[0] : -1
}
