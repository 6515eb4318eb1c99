import CRRTDomain
import CRRTProtocol

/// The numbers of a nation's answers to one kind of question.
struct TrendsAnswers: Equatable {
    /// What a nation was asked. They are counted apart, because the answers mean different things.
    enum Question: String, CaseIterable {
        /// For people for the work.
        case help
        case replacement
        case longer
        /// To go on under a stricter label.
        case label
        case effect
        /// As the requesting nation, for those who come.
        case host

        init(_ consent: Consents.Consent) {
            if consent.kind == .host {
                self = .host
            } else if consent.until != nil {
                self = .longer
            } else if consent.isRenewal {
                self = .label
            } else if let batch = consent.batch, batch > 0 {
                self = .replacement
            } else {
                self = consent.kind == .effect ? .effect : .help
            }
        }

        var title: String {
            switch self {
            case .help: "Answers: people for the work"
            case .replacement: "Answers: replacements"
            case .longer: "Answers: to stay longer"
            case .label: "Answers: a stricter label"
            case .effect: "Answers: effects"
            case .host: "Answers: as the host"
            }
        }
    }

    var nation: String
    var granted = 0
    var refused = 0
    /// Silence until the time was out. It is no refusal.
    var lapsed = 0
    var open = 0
    /// Granted and taken back later. They are granted, too.
    var revoked = 0
    /// Questions that ended without the nation's doing, such as those that the desk withdrew.
    var void = 0
    /// The time from each question to its answer, in milliseconds.
    var took: [Int64] = []

    /// All questions that are not void, as in the report of consents.
    var asked: Int { over + open }
    /// Those that were answered, or whose time is out.
    var over: Int { granted + refused + lapsed }

    /// The fewest answers of which a share is told.
    static let fewest = 10

    /// `67 %` of the questions that are over, or `few` where that would say more than the numbers hold.
    var share: String { over < TrendsAnswers.fewest ? "few" : "\(granted * 100 / over) %" }
    var median: String { TimeSpan.median(took).map { TimeSpan.words(milliseconds: $0) } ?? "-" }
}

extension TrendsAnswers {
    /// Counts a question by what came of it. What was agreed to and taken back later was agreed to.
    fileprivate mutating func count(_ history: ConsentHistory) {
        switch history.outcome {
        case .granted: granted += 1
        case .refused: refused += 1
        case .lapsed: lapsed += 1
        case .void: void += 1
        case .open: open += 1
        }
        if history.versions.contains(where: { $0.consent.state == .revoked }) { revoked += 1 }
        if let answer = history.answer { took.append(answer.at.milliseconds - history.asked.milliseconds) }
    }
}

extension ConsentHistory {
    enum Outcome: String { case granted, refused, lapsed, void, open }

    /// What came of the question, whatever became of the answer.
    var outcome: Outcome {
        if let answer { return answer.consent.state == .granted ? .granted : .refused }
        if versions.last?.void != nil { return .void }
        return latest.state == .lapsed ? .lapsed : .open
    }

    /// The nation's answer; nil without one.
    var answer: Version? { versions.first { $0.consent.state == .granted || $0.consent.state == .refused } }
    var question: TrendsAnswers.Question { .init(versions[0].consent) }
}

extension TrendsData {
    /// The answers to one kind of question by nation, in the order of their codes.
    func answers(to question: TrendsAnswers.Question) -> [TrendsAnswers] {
        Dictionary(grouping: histories.filter { $0.question == question }, by: \.nation).map { nation, histories in
            histories.reduce(into: TrendsAnswers(nation: nation)) { $0.count($1) }
        }.sorted { $0.nation < $1.nation }
    }

    /// The kinds of question that were asked.
    var questions: [TrendsAnswers.Question] {
        let asked = Set(histories.map(\.question))
        return TrendsAnswers.Question.allCases.filter(asked.contains)
    }

    /// `EST 2, LVA 1`: how often nations recalled people; nil where none did.
    var recallWords: String? {
        recalls.isEmpty ? nil : recalls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
