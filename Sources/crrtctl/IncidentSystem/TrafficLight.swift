import CRRTDomain

/// The Traffic Light Protocol, versions 1 and 2 (FIRST), mildest first.
enum TrafficLight: Int, CaseIterable, Comparable, Sendable {
    case clear, green, amber, amberStrict, red

    /// - Parameter tag: Such as `tlp:amber+strict` or `TLP:WHITE`, also without `tlp:`. nil where it is none.
    init?(_ tag: String) {
        var word = tag.lowercased().filter { $0 != " " }
        if word.hasPrefix("tlp:") { word = String(word.dropFirst(4)) }
        switch word {
        case "clear", "white": self = .clear
        case "green": self = .green
        case "amber": self = .amber
        case "amber+strict": self = .amberStrict
        case "red": self = .red
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .clear: "TLP:CLEAR"
        case .green: "TLP:GREEN"
        case .amber: "TLP:AMBER"
        case .amberStrict: "TLP:AMBER+STRICT"
        case .red: "TLP:RED"
        }
    }

    /// A label to begin with. A traffic light says who may be told, and is no classification, so a person decides.
    var proposal: Classification {
        switch self {
        case .clear, .green: .unclassified
        case .amber, .amberStrict: .restricted
        case .red: .confidential
        }
    }

    static func < (left: TrafficLight, right: TrafficLight) -> Bool { left.rawValue < right.rawValue }
}
