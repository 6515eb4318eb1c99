import CRRTDomain
import CRRTProtocol

/// What a standing team brings, in one line: `180 kg to carry; self-sufficient for 3 days; 48 h for travel; kit: satellite link`.
enum SupportText {
    static func words(_ support: Requests.TeamSupport?) -> String? {
        support.flatMap { words($0.kit, $0.transportKg, $0.selfSufficientDays, $0.travelLeadHours) }
    }

    static func words(_ support: Taskings.TeamSupport?) -> String? {
        support.flatMap { words($0.kit, $0.transportKg, $0.selfSufficientDays, $0.travelLeadHours) }
    }

    private static func words(_ kit: String?, _ kilograms: Int?, _ days: Int?, _ hours: Int?) -> String? {
        let parts = [
            kilograms.map { "\($0) kg to carry" }, days.map { "self-sufficient for \(counted($0, "day", "days"))" },
            hours.map { "\($0) h for travel" }, kit.map { "kit: " + $0 },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
