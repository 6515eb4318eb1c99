/// A value that a signal handler reads while the program may write it.
///
/// It lives at a fixed address and has no references, so a handler reads it without locks or memory management. A static constant of this
/// type is initialized by its first use, which must not be in a handler: assign the value before you install the handler. `@unchecked
/// Sendable` holds because only the thread that installs the handlers assigns it.
struct SignalShared<Value: BitwiseCopyable>: @unchecked Sendable {
    private let storage: UnsafeMutablePointer<Value>

    /// Allocates the value for the rest of the program.
    init(_ value: Value) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: value)
    }

    var value: Value {
        get { storage.pointee }
        nonmutating set { storage.pointee = newValue }
    }
}
