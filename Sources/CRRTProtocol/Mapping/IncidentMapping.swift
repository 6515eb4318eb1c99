public import CRRTDomain

extension Requests.Incident {
    /// The incident as the wire and the rows have it.
    public init(_ incident: Incident) {
        self.init(
            class: incident.incidentClass?.text, sectors: incident.sectors.map(\.text).orNil, entities: incident.entities.orNil,
            began: incident.began?.description, found: incident.found?.description, impact: incident.impact.map(Requests.Impact.init),
            measures: incident.measures, otherHelp: incident.otherHelp.orNil,
            attribution: incident.attribution.map { .init(note: $0.note, confidence: wire($0.confidence)) })
    }
}

extension Requests.Impact {
    fileprivate init(_ impact: Incident.Impact) {
        self.init(people: impact.people, services: impact.services.orNil, spillOver: impact.spillOver.texts)
    }
}

extension Incident {
    /// Checks every field.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Requests.Incident) throws(InvalidField) {
        try self.init(
            incidentClass: optional("class", wire.class, CatalogueCode.init), sectors: fields("sectors", wire.sectors, CatalogueCode.init),
            entities: wire.entities ?? [], began: optional("began", wire.began, Instant.init),
            found: optional("found", wire.found, Instant.init), impact: optional("impact", wire.impact, Impact.init),
            measures: wire.measures, otherHelp: wire.otherHelp ?? [],
            attribution: optional("attribution", wire.attribution, Attribution.init))
    }
}

extension Incident.Impact {
    fileprivate init(_ wire: Requests.Impact) throws(InvalidField) {
        try self.init(
            people: wire.people, services: wire.services ?? [], spillOver: distinct("spillOver", wire.spillOver, NationCode.init))
    }
}

extension Incident.Attribution {
    fileprivate init(_ wire: Requests.Attribution) throws(InvalidField) {
        try self.init(note: wire.note, confidence: same(wire.confidence))
    }
}
