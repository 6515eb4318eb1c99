internal import CRRTDomain

/// The notice to move is longer than the request allows.
enum NoticeTooLong: OfferFactsRule {
    static let code = ObjectionCode.noticeTooLong
    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool { facts.noticeHours > query.maxNoticeHours }
    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String {
        "\(counted(facts.noticeHours, "hour", "hours")) of notice, at most \(query.maxNoticeHours) allowed"
    }
}
