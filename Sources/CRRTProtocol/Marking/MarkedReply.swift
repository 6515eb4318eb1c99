/// A reply that bears a label. Every reply that shows records does, and every list.
public protocol MarkedReply {
    associatedtype Mark: WireMarking
    var marking: Mark? { get set }
    /// What it shows, as far as its label follows from that.
    var holdings: [Holding] { get }
}

/// The `Marking` of each interface: one form, declared in each, since a Varlink type belongs to its interface.
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

/// One thing that a reply shows, as far as its label is concerned.
public enum Holding: Sendable, Hashable {
    /// A record with a label of its own: classification, and the nations or groups that may know.
    case labelled(String, releasableTo: [String])
    /// An expert or a team: what a nation offers, which is that nation's to know.
    case offer(nation: String)
    /// A request by its id, and what bears its label: taskings and the answers to them.
    case request(String)
    case tasking(String)
    /// An effect by its id: what is said of its offer elsewhere bears its label.
    case effect(String)
}

extension MarkedReply {
    /// What the reply's author has said already, beside what the records say.
    public var stated: Holding? {
        marking.map { .labelled($0.classification.rawValue, releasableTo: $0.releasableTo ?? []) }
    }
}
