/* libc's file functions, defined once more in the executable that links this target, in front of libc's own.
 *
 * The dynamic linker binds the calls of every library, such as libsqlite3.so and Foundation, to the executable's definitions. A call
 * for a file of a simulated disk goes to the functions installed below. Every other call goes straight on to libc.
 *
 * Defined are open, openat, creat, close, dup, dup2, dup3, fcntl, read, pread, write, pwrite, sendfile, ftruncate, fallocate,
 * posix_fallocate, fsync, fdatasync, mmap, rename, renameat, renameat2, link, linkat, unlink, unlinkat, remove, mkdir, mkdirat, rmdir,
 * statvfs and fstatvfs, and the names of these that end in 64. What goes to a disk by another call (fopen, mkstemp, writev, truncate, a
 * shared mapping, io_uring, or a child process) is not seen; it counts as durable at once.
 */
#ifndef C_SIMULATED_DISK_H
#define C_SIMULATED_DISK_H

#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Returned by a function below: the file is on no disk, and libc does it. */
#define SIMULATED_DISK_PASS INT64_MIN

/* What is done with files of disks. Each function returns what the system call would, and a negated errno value for an error.
 *
 * `disk` is the number that `open` gave. `status` is the state of the open file, read just before. `offset` is -1 where the file's own
 * position counts. `at` and `path` are as for openat(2). Calls that are made within these functions go straight to libc.
 */
struct simulated_disk_calls {
    int64_t (*read)(int32_t disk, int fd, void *bytes, size_t count, off_t offset);
    int64_t (*write)(int32_t disk, int fd, const struct stat *status, const void *bytes, size_t count, off_t offset);
    int64_t (*truncate)(int32_t disk, int fd, const struct stat *status, off_t size);
    /* Gives the file room up to `size`, and that size where it is shorter. */
    int64_t (*allocate)(int32_t disk, int fd, const struct stat *status, off_t size);
    int64_t (*sync)(int32_t disk, int fd, const struct stat *status);
    /* Whether a lock may be asked for: 0 or an error. */
    int64_t (*lock)(int32_t disk);
    /* Whether the file may be mapped: 0 or an error. */
    int64_t (*map)(int32_t disk);
    /* Returns a file descriptor and sets `disk`. */
    int64_t (*open)(int at, const char *path, int flags, mode_t mode, int32_t *disk);
    int64_t (*rename)(int from_at, const char *from, int to_at, const char *to, unsigned flags);
    int64_t (*link)(int from_at, const char *from, int to_at, const char *to, int flags);
    /* With AT_REMOVEDIR in `flags` it removes a folder. */
    int64_t (*unlink)(int at, const char *path, int flags);
    int64_t (*mkdir)(int at, const char *path, mode_t mode);
    /* Whether the disk of a path has room: 0 yes, 1 no, or an error. */
    int64_t (*room)(const char *path);
    /* The same of an open file. */
    int64_t (*room_of)(int32_t disk);
};

/* To be called once, before the first disk. The functions are copied. */
void simulated_disk_install(const struct simulated_disk_calls *calls);

/* How many disks there are. With 0, no path is looked at. */
void simulated_disk_count(int count);

/* Between these two the calling thread sees no simulated disk. They nest. */
void simulated_disk_suspend(void);
void simulated_disk_resume(void);

#endif
