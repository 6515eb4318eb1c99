import CRRTDomain
import CRRTProtocol
import JournalProof
import Varlink

/// Who serves in the taskings of an exported journal, and when: all who are asked, agreed, ordered or out, and not home.
struct ServicePeriods {
    /// One person in one tasking.
    struct Service: Sendable, Hashable {
        var tasking: TaskingID
        var state: Element.State
        var period: Period
    }

    /// The taskings as their last entries have them.
    private var taskings: [TaskingID: Tasking] = [:]
    private(set) var check = JournalExportVerifier(keys: [])

    /// Takes the next line of the export.
    ///
    /// - Throws: `Failure` where a tasking in it cannot be read.
    mutating func take(_ line: ArraySlice<UInt8>) throws(Failure) {
        check.take(line)
        guard let entry = try? JSONObject(json: line)["entry"]?.objectValue,
            let changes = entry["payload"]?.objectValue?["changes"]?.arrayValue
        else { return }
        for record in changes.compactMap({ $0.objectValue?["tasking"]?.objectValue }) {
            do {
                let tasking = try Tasking(Taskings.Tasking(json: record.jsonBytes(), ignoringUnknownFields: true))
                taskings[tasking.id] = tasking
            } catch { throw Failure(.failed, "a tasking of entry \(entry["seq"]?.integerValue ?? 0) cannot be read: \(error)") }
        }
    }

    /// The services of each person, by start.
    var services: [ExpertID: [Service]] {
        var found: [ExpertID: [Service]] = [:]
        for tasking in taskings.values {
            for element in tasking.elements where !element.state.hasEnded {
                guard let expert = element.expert else { continue }
                found[expert, default: []].append(Service(tasking: tasking.id, state: element.state, period: element.period))
            }
        }
        return found.mapValues { $0.sorted { ($0.period.start, $0.tasking) < ($1.period.start, $1.tasking) } }
    }
}

/// A person who serves in the exercise and in the real instance at the same time.
struct ServiceInBoth: Equatable {
    var expert: ExpertID
    var exercise: ServicePeriods.Service
    var real: ServicePeriods.Service

    /// Every service in the exercise that overlaps a real one, by expert and start. Of several real ones, it names the one that ends last.
    static func find(
        exercise: [ExpertID: [ServicePeriods.Service]], real: [ExpertID: [ServicePeriods.Service]]
    ) -> [ServiceInBoth] {
        exercise.keys.sorted().flatMap { expert -> [ServiceInBoth] in
            guard let real = real[expert], let services = exercise[expert] else { return [] }
            // For each index, the service up to it that ends last.
            var longest: [ServicePeriods.Service] = []
            for service in real {
                longest.append(longest.last.map { $0.period.end >= service.period.end ? $0 : service } ?? service)
            }
            return services.compactMap { service in
                let count = Self.count(of: real, before: service.period.end)
                guard count > 0, longest[count - 1].period.end > service.period.start else { return nil }
                return ServiceInBoth(expert: expert, exercise: service, real: longest[count - 1])
            }
        }
    }

    /// How many begin before an instant. They are sorted by start.
    private static func count(of services: [ServicePeriods.Service], before instant: Instant) -> Int {
        var (low, high) = (0, services.count)
        while low < high {
            let middle = (low + high) / 2
            if services[middle].period.start < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
