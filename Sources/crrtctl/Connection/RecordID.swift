import CRRTDomain

/// What an id alone tells about its record. Experts, teams and effects look alike; of them it tells nothing.
enum RecordID: Equatable, Sendable {
    case request(RequestID)
    case tasking(TaskingID)

    /// The daemon may add words to an id, such as the nation of a consent; the first word counts.
    init?(_ text: String) {
        let id = String(text.prefix { $0 != " " })
        if let request = try? RequestID(id) {
            self = .request(request)
        } else if let tasking = try? TaskingID(id) {
            self = .tasking(tasking)
        } else {
            return nil
        }
    }

    /// The command that shows it.
    var show: String {
        switch self {
        case .request(let id): "crrtctl request show \(id)"
        case .tasking(let id): "crrtctl tasking show \(id)"
        }
    }

    /// The request that it is or belongs to.
    var request: RequestID {
        switch self {
        case .request(let id): id
        case .tasking(let id): id.request
        }
    }
}
