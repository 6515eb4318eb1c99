/// What a note is about. Its label and its readers are those of this record as it is now.
public enum NoteSubject: Sendable, Hashable, CustomStringConvertible {
    case request(RequestID)
    case tasking(TaskingID)
    case campaign(CampaignID)

    /// - Throws: `InvalidField` for anything but the id of a request, a tasking or a campaign.
    public init(_ text: String) throws(InvalidField) {
        if let id = try? RequestID(text) {
            self = .request(id)
        } else if let id = try? TaskingID(text) {
            self = .tasking(id)
        } else if let id = try? CampaignID(text) {
            self = .campaign(id)
        } else {
            throw InvalidField("", "\(quoted(text)) is no request, tasking or campaign; write an id such as REQ-ALB-2026-0001")
        }
    }

    public var description: String {
        switch self {
        case .request(let id): id.description
        case .tasking(let id): id.description
        case .campaign(let id): id.description
        }
    }

    /// The nation whose request it is, or belongs to; nil for a campaign, which is of none.
    public var nation: NationCode? {
        switch self {
        case .request(let id): id.nation
        case .tasking(let id): id.request.nation
        case .campaign: nil
        }
    }
}
