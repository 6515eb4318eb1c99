internal import CRRTDomain

/// What an expert's and a team's offer have in common.
struct Standing {
    var nation: NationCode
    var offer: Offer
    var noticeHours: Int
    var excludes: [NationCode]
}
