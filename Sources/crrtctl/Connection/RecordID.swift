import CRRTDomain

/// The kind of record that an id names, for requests and taskings. The ids of experts, teams and effects look alike.
enum RecordID: Equatable, Sendable {
    case request(RequestID)
    case tasking(TaskingID)

    /// - Parameter text: an id, maybe followed by other words, such as the nation of a consent.
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
