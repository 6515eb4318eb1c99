internal import CRRTDomain

/// It takes longer from order to ready than the request allows.
enum NoticeTooLong: StandingRule {
    static let code = ObjectionCode.noticeTooLong
    static func objects(to standing: Standing, _ terms: Terms) -> Bool { standing.noticeHours > terms.maxNoticeHours }
    static func detail(of standing: Standing, _ terms: Terms) -> String {
        "\(standing.noticeHours) hours of notice, at most \(terms.maxNoticeHours) allowed"
    }
}
