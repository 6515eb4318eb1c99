/// A reply with a label. Every reply that shows records has one, and so has every list.
public protocol MarkedReply {
    /// The `Marking` of the reply's interface.
    associatedtype Mark: WireMarking
    /// The label; nil until the daemon has marked the reply.
    var marking: Mark? { get set }
    /// The sources of the label: one for each record that the reply shows or speaks of.
    var labelSources: [LabelSource] { get }
}

/// The `Marking` of an interface. Each interface declares the same form, because a Varlink type belongs to its interface.
public protocol WireMarking: Sendable, Hashable {
    /// The classifications, by the words of the contract: `NU`, `NR`, `NC`, `NS`, `CTS`.
    associatedtype Level: RawRepresentable<String>, Sendable, Hashable
    /// The highest classification in the reply, never below the site's floor.
    var classification: Level { get }
    /// The nations or groups that may see the whole reply; nil where there are none, and for replies without records.
    var releasableTo: [String]? { get }
    /// Whether the instance is an exercise.
    var exercise: Bool { get }
    /// Whether a no-duff message stands in the exercise; nil for none.
    var noDuff: Bool? { get }
    /// Makes the label of a reply.
    init(classification: Level, releasableTo: [String]?, exercise: Bool, noDuff: Bool?)
}

extension Campaigns.Marking: WireMarking {}
extension Standby.Marking: WireMarking {}
extension Consents.Marking: WireMarking {}
extension Exercise.Marking: WireMarking {}
extension Handover.Marking: WireMarking {}
extension Journal.Marking: WireMarking {}
extension Notes.Marking: WireMarking {}
extension Reports.Marking: WireMarking {}
extension Requests.Marking: WireMarking {}
extension Roster.Marking: WireMarking {}
extension Service.Marking: WireMarking {}
extension Taskings.Marking: WireMarking {}

/// Where the label of a part of a reply comes from.
public enum LabelSource: Sendable, Hashable {
    /// A record with a label of its own: the classification, and the nations or groups that may know.
    case labelled(String, releasableTo: [String])
    /// An expert or a team. Only the nation that offers it may know.
    case offer(nation: String)
    /// A standby period. These nations may know all of it.
    case sharedOffer(nations: [String])
    /// A request by its id. Whatever a reply says about a request has the request's label.
    case request(String)
    /// A tasking by its id. It has the label of its request.
    case tasking(String)
    /// A campaign by its id.
    case campaign(String)
    /// An effect by its id. Whatever another record says about its offer has the effect's label.
    case effect(String)
}

extension MarkedReply {
    /// The label that the use case stated; nil for none.
    public var stated: LabelSource? {
        marking.map { .labelled($0.classification.rawValue, releasableTo: $0.releasableTo ?? []) }
    }
}
