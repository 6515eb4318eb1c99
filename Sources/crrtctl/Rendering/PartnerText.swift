import CRRTProtocol

/// The company of industry that a person works for, in words.
enum PartnerText {
    /// `Cybernetica AS, sponsored by EST, agreement MoD 2026/14 until 2027-06-30`; without the names once they are erased.
    static func words(_ name: String?, _ agreement: String?, until: String, sponsor: String) -> String {
        "\(name ?? "a company"), sponsored by \(sponsor), agreement \(agreement.map { $0 + " " } ?? "")until \(until)"
    }
}

extension Roster.Expert {
    /// The company and the agreement; nil for people of the nation itself.
    var partnerWords: String? {
        partner.map { PartnerText.words($0.name, $0.agreement, until: $0.until, sponsor: nation) }
    }
}

extension Taskings.Tasking {
    /// `EST-0042 of Cybernetica AS, sponsored by EST, agreement MoD 2026/14 until 2027-06-30`, one line for each person of a company; nil
    /// where there is none.
    var partnerWords: String? {
        let lines = (elements ?? []).compactMap { element in
            element.partner.map { partner in
                "\(element.who) of "
                    + PartnerText.words(partner.name, partner.agreement, until: partner.until, sponsor: element.nation)
            }
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}
