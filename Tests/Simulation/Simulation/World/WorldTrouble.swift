import SimulatedDisk

/// What goes wrong with the disk, for as long as one step lasts.
extension World {
    func arm(_ trouble: Trouble?) {
        armed = trouble
        failuresBefore = Trouble.Operation.allCases.map { disk.failures($0.onDisk) }
        switch trouble {
        case .cut(let place, let survival):
            cutLeaves = survival
            disk.cut(after: place)
        case .fail(let operation, let place, let error, let short):
            disk.fail(operation.onDisk, after: place, errno: error, shortBy: short)
        case .kill, nil: break
        }
    }

    /// All is well again, but for a disk that is full.
    func disarm() {
        countTrouble()
        guard !disk.isFrozen else { return }
        disk.heal()
        // A cut that has not come is not for the next step.
        disk.cut(after: .max)
        if isFull { disk.fillUp() }
    }
}

extension World {
    /// Counts what was armed, where it has been met.
    private func countTrouble() {
        guard let armed else { return }
        hasMetTrouble =
            switch armed {
            case .cut: disk.isFrozen
            case .fail: failuresBefore != Trouble.Operation.allCases.map { disk.failures($0.onDisk) }
            case .kill: true
            }
        if hasMetTrouble { coverage.count(fault: armed.name) }
        self.armed = nil
    }
}

extension Trouble.Operation {
    var onDisk: Disk.Operation {
        switch self {
        case .open: .open
        case .read: .read
        case .write: .write
        case .sync: .sync
        case .truncate: .truncate
        case .lock: .lock
        case .unlink: .unlink
        case .rename: .rename
        case .link: .link
        case .map: .map
        }
    }
}
