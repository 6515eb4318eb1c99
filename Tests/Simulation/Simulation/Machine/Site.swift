import CRRTConfiguration
import CRRTDomain
import CRRTTestSupport
import Synchronization

/// What a simulated site may decide: configurations that a life goes to and fro between.
public struct Site: Sendable {
    public let name: String
    public let people: [Person]
    public let exercise: Bool
    let policy: String
    let daemon: String
    /// What the product reads of it; nil: it cannot be used.
    let configuration: Result<Configuration, ConfigurationError>

    private init(_ name: String, exercise: Bool = false, people: [Person] = Cast.people, policy: String = "", daemon: String = "") {
        (self.name, self.exercise, self.people, self.policy) = (name, exercise, people, policy)
        self.daemon = "exercise: \(exercise)\nlogLevel: error\ncheckpoints: {entries: 400}\n" + daemon
        configuration = Site.read(self.daemon, policy, Cast.principals(people))
    }

    private static func read(_ daemon: String, _ policy: String, _ principals: String) -> Result<Configuration, ConfigurationError> {
        do {
            let loaded = try TemporaryFolder.with { folder in
                try folder.write(daemon, to: "etc/crrtd.yaml")
                try folder.write(policy, to: "etc/policy.yaml")
                try folder.write(principals, to: "etc/principals.yaml")
                return Result { () throws(ConfigurationError) in try Configuration.load(directory: folder.file("etc")) }
            }
            return loaded
        } catch {
            return .failure(ConfigurationError(file: "etc", reason: "\(error)"))
        }
    }

    /// The first is where a life begins.
    public static let real: [Site] = sites(exercise: false)
    public static let exercise: [Site] = sites(exercise: true)

    private static func sites(exercise: Bool) -> [Site] {
        let control = exercise ? [Person("control", Cast.control, [.excon])] : []
        let people = Cast.people + control
        return [
            Site("ordinary", exercise: exercise, people: people),
            Site(
                "some are gone", exercise: exercise,
                people: people.filter { !["ncp-est", "duty-desk-2", "ncp-swe", "auditor"].contains($0.name) }),
            Site(
                "another policy", exercise: exercise, people: people,
                policy: "replyWithinHours: 2\nstaleAfterDays: 10\nsiteFloor: NC\npoliticalApproval: all\n"),
            Site(
                "lower clearances", exercise: exercise,
                people: people.map { person in
                    var person = person
                    if person.roles == [.ncp] || person.uid == Cast.observerOfEstonia { person.clearance = .restricted }
                    return person
                }),
            Site("one person orders", exercise: exercise, people: people, policy: "twoPersonOrder: false\n"),
            Site("broken", exercise: exercise, people: people, policy: "wieghts: 3\n"),
            Site("of the other world", exercise: !exercise, people: people.filter { $0.uid != Cast.control }),
        ]
    }

    /// As commands that write the files which differ from the ordinary ones.
    var typed: [String] {
        [("policy", policy), ("principals", Cast.principals(people))].map { "cat >/etc/crrtd/\($0.0).yaml <<'END'\n\($0.1)END" }
    }

    public func person(_ uid: UInt32) -> Person? { people.first { $0.uid == uid } }
    public func person(named name: String) -> Person? { people.first { $0.name == name } }

    /// Whether another person than the proposer must order.
    var twoPersonOrder: Bool { (try? configuration.get().policy.twoPersonOrder) ?? true }

    /// Days after which an offer that was not confirmed does not count.
    var staleAfterDays: Int { (try? configuration.get().policy.staleAfterDays) ?? 90 }

    /// Whether every order needs a political approval. A site here asks for all of them or for none.
    var asksApproval: Bool { (try? configuration.get().policy.politicalApproval) == .all }
}
