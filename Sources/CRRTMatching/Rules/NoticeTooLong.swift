internal import CRRTDomain

/// The notice to move is longer than the request allows.
enum NoticeTooLong: OfferFactsRule {
    static let code = ObjectionCode.noticeTooLong
    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool { facts.noticeHours > terms.maxNoticeHours }
    static func detail(of facts: OfferFacts, _ terms: Terms) -> String {
        "\(counted(facts.noticeHours, "hour", "hours")) of notice, at most \(terms.maxNoticeHours) allowed"
    }
}
