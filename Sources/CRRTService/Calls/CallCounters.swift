import CRRTProtocol
import Synchronization
import Varlink

/// Why a call was answered with an error, as far as counters tell. Which rule refused a call is not counted: that is about operations.
enum CallOutcome: String, CaseIterable, Sendable {
    /// The caller has no right to the method.
    case denied
    /// The daemon asks the caller to come again.
    case busy
    /// Something that an administrator has to look at: the disk, or the daemon itself.
    case failed
    /// The call itself: a field, a record that is not there, a rule.
    case refused

    /// - Parameter error: the full name of the error.
    init(ofError error: String) {
        switch error {
        case VarlinkService.PermissionDenied.name: self = .denied
        case Service.Busy.name: self = .busy
        case Service.InternalError.name, Service.StorageFull.name, Service.StorageGone.name, Service.OutcomeUnknown.name: self = .failed
        default: self = .refused
        }
    }
}

/// Counts the calls of one method. A count is one atomic addition; no lock is taken.
final class CallCounter: Sendable {
    private let began = Atomic(0)
    private let denied = Atomic(0)
    private let busy = Atomic(0)
    private let failed = Atomic(0)
    private let refused = Atomic(0)

    /// A call has come.
    func called() { began.add(1, ordering: .relaxed) }

    /// - Parameter error: the full name of the error that a call was answered with.
    func answered(_ error: String) {
        switch CallOutcome(ofError: error) {
        case .denied: denied.add(1, ordering: .relaxed)
        case .busy: busy.add(1, ordering: .relaxed)
        case .failed: failed.add(1, ordering: .relaxed)
        case .refused: refused.add(1, ordering: .relaxed)
        }
    }

    /// Calls since the start, whatever they were answered with.
    var calls: Int { began.load(ordering: .relaxed) }

    /// Calls that were answered with an error of this kind.
    subscript(outcome: CallOutcome) -> Int {
        switch outcome {
        case .denied: denied.load(ordering: .relaxed)
        case .busy: busy.load(ordering: .relaxed)
        case .failed: failed.load(ordering: .relaxed)
        case .refused: refused.load(ordering: .relaxed)
        }
    }
}

/// The counters of all methods. The table of methods looks each of them up once; only errors that are found later look again, by name.
final class CallCounters: Sendable {
    private let counters: [String: CallCounter]
    /// The methods in the order of their names.
    let methods: [String]

    init(of interfaces: [VarlinkInterface]) {
        methods = interfaces.flatMap(\.methods).map(\.name).sorted()
        counters = Dictionary(methods.map { ($0, CallCounter()) }) { first, _ in first }
    }

    /// Calls of all methods that failed.
    var failed: Int { counters.values.reduce(0) { $0 + $1[.failed] } }

    /// The counter of a method, by its full name; nil where it is not one of the contract.
    subscript(method: String) -> CallCounter? { counters[method] }
}
