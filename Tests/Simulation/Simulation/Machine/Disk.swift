import SimulatedDisk

typealias Disk = SimulatedDisk
