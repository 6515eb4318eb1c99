import CRRTDomain
import CRRTProtocol

/// Whom to call: of nations and of requests.
extension Generator {
    private static let handles = ["watch", "it-lead", "press"]

    mutating func contactRequest(_ nation: String, _ contact: UInt32, _ world: World) -> SimulatedRequest {
        if chance(30) {
            let handle = pickAny((world.model.contacts[nation] ?? [:]).keys.sorted()) ?? pick(Self.handles)
            return call(Roster.RemoveContact.self, .init(nation: nation, handle: handle, idempotencyKey: key()), by: contact, world)
        }
        let one = self.contact(pick(Self.handles))
        let wire = Roster.Contact(nation: nation, handle: one.handle, role: one.role, name: one.name, phone: one.phone, mail: one.mail)
        return call(Roster.PutContact.self, .init(contact: wire, idempotencyKey: key()), by: contact, world)
    }

    /// Contacts of a request; nil where none are stated.
    mutating func contacts(_ percent: Int) -> [Requests.Contact]? {
        guard chance(percent) else { return nil }
        return some(Self.handles, Int.random(in: 0...2, using: &random)).map { contact($0) }
    }

    private mutating func contact(_ handle: String) -> Requests.Contact {
        var name: String?
        if chance(70) {
            nextName += 1
            name = "\(Self.names)\(number).\(nextName)"
        }
        return .init(handle: handle, role: "on call", name: name, phone: "+355 4 222 \(1000 + number)", mail: "watch@example.org")
    }
}
