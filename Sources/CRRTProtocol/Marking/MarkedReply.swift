/// A reply with a label. Every reply that shows records has one, and every list.
public protocol MarkedReply {
    /// The `Marking` of the reply's interface.
    associatedtype Mark: WireMarking
    /// The label; nil until the daemon has marked the reply.
    var marking: Mark? { get set }
    /// What the reply shows, as far as its label follows from that.
    var holdings: [Holding] { get }
}

/// The `Marking` of an interface. Each interface declares the same form, because a Varlink type belongs to its interface.
public protocol WireMarking: Sendable, Hashable {
    associatedtype Level: RawRepresentable<String>, Sendable, Hashable
    var classification: Level { get }
    var releasableTo: [String]? { get }
    var exercise: Bool { get }
    init(classification: Level, releasableTo: [String]?, exercise: Bool)
}

extension Consents.Marking: WireMarking {}
extension Journal.Marking: WireMarking {}
extension Reports.Marking: WireMarking {}
extension Requests.Marking: WireMarking {}
extension Roster.Marking: WireMarking {}
extension Service.Marking: WireMarking {}
extension Taskings.Marking: WireMarking {}

/// Something that a reply shows, as far as its label is concerned.
public enum Holding: Sendable, Hashable {
    /// A record with a label of its own: the classification, and the nations or groups that may know.
    case labelled(String, releasableTo: [String])
    /// An expert or a team. Only the nation that offers it may know.
    case offer(nation: String)
    /// A request by its id. What is about a request has its label.
    case request(String)
    /// A tasking by its id. It has the label of its request.
    case tasking(String)
    /// An effect by its id. What is said elsewhere about its offer has its label.
    case effect(String)
}

extension MarkedReply {
    /// The label that the use case has stated already; nil for none.
    public var stated: Holding? {
        marking.map { .labelled($0.classification.rawValue, releasableTo: $0.releasableTo ?? []) }
    }
}
