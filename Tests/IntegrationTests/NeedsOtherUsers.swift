import Glibc
import Testing

extension Trait where Self == ConditionTrait {
    /// Runs a test only as root, which may start processes of other users. `deploy/run-tests.sh` makes an ordinary user the root of a user
    /// namespace for that, if one can be set up.
    static var needsOtherUsers: Self {
        .enabled(if: geteuid() == 0, "the callers are other users: this needs root or a user namespace")
    }
}
