/* The definitions that stand in front of libc's. See CSimulatedDisk.h. */
#define _GNU_SOURCE
#include "watched.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define FUNCTIONS(each)                                                                                                             \
    each(open) each(open64) each(openat) each(openat64) each(close) each(dup) each(dup2) each(dup3) each(fcntl) each(fcntl64)       \
    each(read) each(pread) each(pread64) each(write) each(pwrite) each(pwrite64) each(sendfile) each(sendfile64)                    \
    each(ftruncate) each(ftruncate64) each(fallocate) each(fallocate64) each(posix_fallocate) each(posix_fallocate64)               \
    each(fsync) each(fdatasync) each(mmap) each(mmap64) each(renameat2) each(linkat) each(unlinkat) each(mkdirat)                   \
    each(statvfs) each(statvfs64) each(fstatvfs) each(fstatvfs64) each(usleep)

#define MEMBER(name) __typeof__(&name) name;
#define RESOLVE(name) next.name = (__typeof__(&name))dlsym(RTLD_NEXT, #name);

/* The definitions behind these: libc's, or those of a library that is preloaded (LD_PRELOAD). */
static struct { FUNCTIONS(MEMBER) } next;

/* All at once, so that a child process and a signal handler find them resolved. */
__attribute__((constructor)) static void resolve(void) {
    int saved = errno;
    FUNCTIONS(RESOLVE)
    errno = saved;
}

/* A library's constructor may run before this one. */
#define NEXT(name) (__builtin_expect(next.name == NULL, 0) ? (resolve(), next.name) : next.name)

/* Opening and closing. */

/* Returns SIMULATED_DISK_PASS where the path is on no disk. */
static int64_t open_on_disk(int at, const char *path, int flags, mode_t mode) {
    if (!watched_paths()) return SIMULATED_DISK_PASS;
    int32_t disk = 0;
    int saved = errno;
    int64_t fd = DISK_CALL(open(at, path, flags, mode, &disk));
    return fd < 0 ? fd : watched_result(watched_add((int)fd, disk), saved);
}

#define MODE_ARGUMENT(mode, flags)                  \
    mode_t mode = 0;                                \
    if (flags & (O_CREAT | __O_TMPFILE)) {          \
        va_list arguments;                          \
        va_start(arguments, flags);                 \
        mode = va_arg(arguments, mode_t);           \
        va_end(arguments);                          \
    }

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...) {                                \
        MODE_ARGUMENT(mode, flags)                                              \
        int64_t fd = open_on_disk(AT_FDCWD, path, flags, mode);                 \
        if (fd != SIMULATED_DISK_PASS) return (int)fd;                          \
        return watched_remove(NEXT(name)(path, flags, mode));                   \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                            \
    int name(int at, const char *path, int flags, ...) {                        \
        MODE_ARGUMENT(mode, flags)                                              \
        int64_t fd = open_on_disk(at, path, flags, mode);                       \
        if (fd != SIMULATED_DISK_PASS) return (int)fd;                          \
        return watched_remove(NEXT(name)(at, path, flags, mode));               \
    }
OPENAT(openat)
OPENAT(openat64)

int creat(const char *path, mode_t mode) { return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode); }

/* Before the descriptor is free: afterwards it may be another thread's. */
int close(int fd) { return NEXT(close)(watched_remove(fd)); }

int dup(int fd) { return watched_copy(fd, NEXT(dup)(fd)); }
int dup2(int fd, int copy) { return watched_copy(fd, NEXT(dup2)(fd, copy)); }
int dup3(int fd, int copy, int flags) { return watched_copy(fd, NEXT(dup3)(fd, copy, flags)); }

/* Whether a command asks for a lock. To release one always works, as it does when a process ends. */
static bool asks_for_lock(int command, const void *argument) {
    switch (command) {
    case F_SETLK: case F_SETLKW: case F_OFD_SETLK: case F_OFD_SETLKW: return ((const struct flock *)argument)->l_type != F_UNLCK;
    default: return false;
    }
}

#define FCNTL(name)                                                                                     \
    int name(int fd, int command, ...) {                                                                \
        va_list arguments;                                                                              \
        va_start(arguments, command);                                                                   \
        void *argument = va_arg(arguments, void *);                                                     \
        va_end(arguments);                                                                              \
        struct stat status;                                                                             \
        int32_t disk = watched_disk(fd, &status);                                                       \
        if (disk != 0 && asks_for_lock(command, argument) && DISK_CALL(lock(disk)) < 0) return -1;      \
        int result = NEXT(name)(fd, command, argument);                                                 \
        return command == F_DUPFD || command == F_DUPFD_CLOEXEC ? watched_copy(fd, result) : result;    \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

/* Contents. */

/* Returns from the calling function where the descriptor is on a disk. */
#define ON_DISK(fd, call)                                   \
    struct stat status;                                     \
    int32_t disk = watched_disk(fd, &status);               \
    if (disk != 0) return DISK_CALL(call);

ssize_t read(int fd, void *bytes, size_t count) {
    ON_DISK(fd, read(disk, fd, bytes, count, -1))
    return NEXT(read)(fd, bytes, count);
}

#define PREAD(name)                                                         \
    ssize_t name(int fd, void *bytes, size_t count, off_t offset) {         \
        ON_DISK(fd, read(disk, fd, bytes, count, offset))                   \
        return NEXT(name)(fd, bytes, count, offset);                        \
    }
PREAD(pread)
PREAD(pread64)

ssize_t write(int fd, const void *bytes, size_t count) {
    ON_DISK(fd, write(disk, fd, &status, bytes, count, -1))
    return NEXT(write)(fd, bytes, count);
}

#define PWRITE(name)                                                        \
    ssize_t name(int fd, const void *bytes, size_t count, off_t offset) {   \
        ON_DISK(fd, write(disk, fd, &status, bytes, count, offset))         \
        return NEXT(name)(fd, bytes, count, offset);                        \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

/* Copies one block; the caller asks again for the rest. */
static ssize_t send_block(int to, int from, off_t *offset, size_t count) {
    char block[16384];
    if (count > sizeof block) count = sizeof block;
    ssize_t got = offset == NULL ? read(from, block, count) : pread(from, block, count, *offset);
    if (got <= 0) return got;
    ssize_t sent = write(to, block, got);
    ssize_t taken = sent < 0 ? 0 : sent;
    if (offset == NULL && taken < got) lseek(from, taken - got, SEEK_CUR);
    if (offset != NULL) *offset += taken;
    return sent;
}

#define SENDFILE(name)                                                                                              \
    ssize_t name(int to, int from, off_t *offset, size_t count) {                                                   \
        struct stat status;                                                                                         \
        if (watched_disk(to, &status) || watched_disk(from, &status)) return send_block(to, from, offset, count);   \
        return NEXT(name)(to, from, offset, count);                                                                 \
    }
SENDFILE(sendfile)
SENDFILE(sendfile64)

#define FTRUNCATE(name)                                             \
    int name(int fd, off_t size) {                                  \
        ON_DISK(fd, truncate(disk, fd, &status, size))              \
        return NEXT(name)(fd, size);                                \
    }
FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)

#define FALLOCATE(name)                                                                     \
    int name(int fd, int mode, off_t offset, off_t length) {                                \
        struct stat status;                                                                 \
        int32_t disk = watched_disk(fd, &status);                                           \
        if (disk == 0) return NEXT(name)(fd, mode, offset, length);                         \
        /* Holes and collapsed ranges are what some file systems cannot do. */              \
        if (mode != 0) return (int)watched_result(-EOPNOTSUPP, errno);                      \
        return DISK_CALL(allocate(disk, fd, &status, offset + length));                     \
    }
FALLOCATE(fallocate)
FALLOCATE(fallocate64)

/* These return the error and leave errno alone. */
#define POSIX_FALLOCATE(name)                                                               \
    int name(int fd, off_t offset, off_t length) {                                          \
        struct stat status;                                                                 \
        int32_t disk = watched_disk(fd, &status);                                           \
        if (disk == 0) return NEXT(name)(fd, offset, length);                               \
        int before = errno;                                                                 \
        int error = DISK_CALL(allocate(disk, fd, &status, offset + length)) < 0 ? errno : 0; \
        errno = before;                                                                     \
        return error;                                                                       \
    }
POSIX_FALLOCATE(posix_fallocate)
POSIX_FALLOCATE(posix_fallocate64)

#define FSYNC(name)                                         \
    int name(int fd) {                                      \
        ON_DISK(fd, sync(disk, fd, &status))                \
        return NEXT(name)(fd);                              \
    }
FSYNC(fsync)
FSYNC(fdatasync)

#define MMAP(name)                                                                              \
    void *name(void *address, size_t length, int protection, int flags, int fd, off_t offset) { \
        struct stat status;                                                                     \
        int32_t disk = flags & MAP_ANONYMOUS ? 0 : watched_disk(fd, &status);                   \
        if (disk != 0 && DISK_CALL(map(disk)) < 0) return MAP_FAILED;                           \
        return NEXT(name)(address, length, protection, flags, fd, offset);                      \
    }
MMAP(mmap)
MMAP(mmap64)

/* Names. */

/* Returns from the calling function where a path is on a disk. */
#define BY_PATH(call)                                               \
    if (watched_paths()) {                                          \
        int64_t done = DISK_CALL(call);                             \
        if (done != SIMULATED_DISK_PASS) return (int)done;          \
    }

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    BY_PATH(rename(from_at, from, to_at, to, flags))
    return NEXT(renameat2)(from_at, from, to_at, to, flags);
}
int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    BY_PATH(link(from_at, from, to_at, to, flags))
    return NEXT(linkat)(from_at, from, to_at, to, flags);
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int at, const char *path, int flags) {
    BY_PATH(unlink(at, path, flags))
    return NEXT(unlinkat)(at, path, flags);
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    int saved = errno;
    if (unlink(path) == 0) return 0;
    if (errno != EISDIR && errno != EPERM) return -1;
    errno = saved;
    return rmdir(path);
}

int mkdirat(int at, const char *path, mode_t mode) {
    BY_PATH(mkdir(at, path, mode))
    return NEXT(mkdirat)(at, path, mode);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* Room. */

/* Counts nothing as free where the disk is full. */
#define STATVFS(name, structure)                                                        \
    int name(const char *path, structure *room) {                                       \
        int64_t is_full = watched_paths() ? DISK_CALL(room(path)) : 0;                  \
        if (is_full == -1) return -1;                                                   \
        int result = NEXT(name)(path, room);                                            \
        if (is_full == 1) room->f_bfree = room->f_bavail = 0;                           \
        return result;                                                                  \
    }
STATVFS(statvfs, struct statvfs)
STATVFS(statvfs64, struct statvfs64)

#define FSTATVFS(name, structure)                                                       \
    int name(int fd, structure *room) {                                                 \
        struct stat status;                                                             \
        int32_t disk = watched_disk(fd, &status);                                       \
        int64_t is_full = disk != 0 ? DISK_CALL(room_of(disk)) : 0;                     \
        if (is_full == -1) return -1;                                                   \
        int result = NEXT(name)(fd, room);                                              \
        if (is_full == 1) room->f_bfree = room->f_bavail = 0;                           \
        return result;                                                                  \
    }
FSTATVFS(fstatvfs, struct statvfs)
FSTATVFS(fstatvfs64, struct statvfs64)

/* Time. */

/* SQLite waits here before it asks again for a lock, up to ten seconds in all where each try fails. What a simulated disk refuses it
   refuses until it is told otherwise, so that waiting would change nothing. */
int usleep(useconds_t microseconds) { return watched_paths() ? 0 : NEXT(usleep)(microseconds); }
