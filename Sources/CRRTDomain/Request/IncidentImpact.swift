extension Incident {
    /// Who and what suffers from an incident.
    public struct Impact: Sendable, Hashable {
        /// The most people that can be stated.
        private static let mostPeople = 10_000_000_000

        /// How many people are affected, 0 to ten thousand million; nil where that is not known.
        public var people: Int?
        /// Services that are out or degraded, one line each.
        public var services: [String]
        /// Other nations that it reaches. Naming one does not release the request to it.
        public var spillOver: Set<NationCode>

        /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
        public init(people: Int? = nil, services: [String] = [], spillOver: Set<NationCode> = []) throws(InvalidField) {
            if let people, !(0...Impact.mostPeople).contains(people) {
                throw InvalidField("people", "is \(people); 0 to \(Impact.mostPeople) are allowed")
            }
            self.people = people
            self.services = try Incident.lines(services, "services")
            self.spillOver = spillOver
        }

        /// Whether nothing is said.
        var isEmpty: Bool { people == nil && services.isEmpty && spillOver.isEmpty }
    }
}
