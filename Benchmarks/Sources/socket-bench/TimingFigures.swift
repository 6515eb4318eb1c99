import Foundation
import Measuring
import SeededRoster

/// Whether the time of a refusal tells a hidden record from an absent one.
///
/// Of two calls drawn at random, one about each kind, the AUC is how often the hidden one takes longer, a tie counting half: 0.5 tells
/// nothing. What is shown is how far it is from that, to either side.
struct TimingFigures {
    let world: HiddenWorld
    let rows: Rows
    let seed: UInt64
    /// Of each kind.
    let calls: Int

    struct Figure {
        var area: Double
        /// Microseconds that the median of the hidden ones is above that of the absent ones.
        var slower: Double
        var hidden: Sample
        var strength: Double { abs(area - 0.5) + 0.5 }
    }

    /// One row for each method: the question that tells most. Beside it what the time tells where the record is seen.
    ///
    /// - Returns: how many questions got another answer about a hidden record than about an absent one, and how many the same about
    ///   one that is seen.
    func run() throws -> Int {
        var (worst, order): ([String: Figure], [String]) = ([:], [])
        var differences = 0
        for question in world.openQuestions {
            let (figure, isOneAnswer) = try measure(question, calls: calls / 10)
            if isOneAnswer { differences += 1 }
            rows.add(Row("hidden or absent", 0, name(question.method), "where it is seen", figure.strength, "AUC"))
            rows.add(Row("hidden or absent", 0, name(question.method), "where it is seen", figure.slower, "us slower"))
        }
        for question in world.questions {
            let (figure, isOneAnswer) = try measure(question, calls: calls)
            if !isOneAnswer {
                differences += 1
                say("\(question.method) by \(question.caller.rawValue): the answers about \(question.about) DIFFER")
            }
            let words = [figure.strength, figure.slower, figure.hidden.median].map { String(format: "%.3f", $0) }
            say("\(question.method) by \(question.caller.rawValue), \(question.about): AUC \(words[0]), \(words[1]) of \(words[2]) us")
            if worst[question.method] == nil { order.append(question.method) }
            if figure.strength > worst[question.method]?.strength ?? 0 { worst[question.method] = figure }
        }
        for method in order {
            guard let figure = worst[method] else { continue }
            rows.add(Row("hidden or absent", 0, name(method), "crrtd", figure.strength, "AUC"))
            rows.add(Row("hidden or absent", 0, name(method), "crrtd", figure.slower, "us slower"))
        }
        return differences
    }

    /// Without what all of the interfaces begin with.
    private func name(_ method: String) -> String { method.split(separator: ".").suffix(2).joined(separator: ".") }

    /// - Returns: whether all answers are the same but for the id that they name, too.
    private func measure(_ question: HiddenQuestion, calls: Int) throws -> (Figure, isOneAnswer: Bool) {
        let connection = try world.connect(as: question.caller)
        func message(_ id: String) -> [UInt8] { Tools.message(question.method, question.parameters(id)) + [0] }
        let (hidden, absent) = (question.ids.hidden.map(message), question.ids.absent.map(message))
        // Once each before: statements are prepared, pages are read, and the answers are the same but for the id.
        var answers: Set<String> = []
        for (messages, ids) in [(hidden, question.ids.hidden), (absent, question.ids.absent)] {
            for (message, id) in zip(messages, ids) {
                let reply = String(decoding: try connection.call(message).reply, as: UTF8.self)
                answers.insert(reply.replacingOccurrences(of: id, with: "ID"))
            }
        }
        var random = SplitMix64(seed: seed, part: 12)
        var order = (0..<2 * calls).map { $0 < calls }
        for index in order.indices.reversed() { order.swapAt(index, random.below(index + 1)) }
        var times: [(isHidden: Bool, nanoseconds: Int)] = []
        for isHidden in order {
            let time = try connection.call(random.pick(isHidden ? hidden : absent)).nanoseconds
            times.append((isHidden, time))
        }
        return (Self.figure(times), answers.count == 1)
    }

    /// By ranks, equal times sharing theirs.
    static func figure(_ times: [(isHidden: Bool, nanoseconds: Int)]) -> Figure {
        let sorted = times.sorted { $0.nanoseconds < $1.nanoseconds }
        var (below, wins) = (0, 0.0)
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].nanoseconds == sorted[start].nanoseconds { end += 1 }
            let hidden = sorted[start..<end].count(where: { $0.isHidden })
            let absent = end - start - hidden
            wins += Double(hidden) * (Double(below) + Double(absent) / 2)
            below += absent
            start = end
        }
        let (hidden, absent) = (sample(times, true), sample(times, false))
        let pairs = Double(hidden.values.count) * Double(absent.values.count)
        return Figure(area: wins / pairs, slower: hidden.median - absent.median, hidden: hidden)
    }

    private static func sample(_ times: [(isHidden: Bool, nanoseconds: Int)], _ isHidden: Bool) -> Sample {
        var sample = Sample()
        for time in times where time.isHidden == isHidden { sample.add(Double(time.nanoseconds) / 1000) }
        return sample
    }
}
