#define _GNU_SOURCE
#include "watched.h"

#include <unistd.h>

struct watched_file watched_files[WATCHED_MOST];
struct simulated_disk_calls disk_calls;
_Atomic int disk_count;
_Thread_local int disk_suspended;

/* A child of vfork shares the memory, and a child of fork may have been made while another thread held a lock. */
static _Atomic pid_t owner;

void simulated_disk_install(const struct simulated_disk_calls *calls) {
    disk_calls = *calls;
    atomic_store(&owner, getpid());
}

void simulated_disk_count(int count) { atomic_store(&disk_count, count); }

void simulated_disk_suspend(void) { disk_suspended += 1; }

void simulated_disk_resume(void) { disk_suspended -= 1; }

static bool is_child(void) { return getpid() != atomic_load_explicit(&owner, memory_order_relaxed); }

bool watched_paths(void) {
    return atomic_load_explicit(&disk_count, memory_order_acquire) > 0 && disk_suspended == 0 && !is_child();
}

int32_t watched_disk_checked(int fd, struct stat *status) {
    if (disk_suspended > 0 || is_child()) return 0;
    struct watched_file *file = &watched_files[fd];
    int saved = errno;
    int32_t disk = atomic_load_explicit(&file->disk, memory_order_acquire);
    /* libc closes some files without a call that is seen here (fclose, closedir); then the number is given to another file. */
    bool is_same = fstat(fd, status) == 0 && status->st_dev == file->device && status->st_ino == file->inode;
    errno = saved;
    if (is_same) return disk;
    watched_remove(fd);
    return 0;
}

int64_t watched_add(int fd, int32_t disk) {
    struct stat status;
    if (fd >= WATCHED_MOST || fstat(fd, &status) != 0) {
        close(fd);
        return -EMFILE;
    }
    watched_files[fd].device = status.st_dev;
    watched_files[fd].inode = status.st_ino;
    atomic_store_explicit(&watched_files[fd].disk, disk, memory_order_release);
    return fd;
}

int watched_remove(int fd) {
    if ((unsigned)fd >= WATCHED_MOST || atomic_load_explicit(&watched_files[fd].disk, memory_order_relaxed) == 0) return fd;
    int saved = errno;
    if (!is_child()) atomic_store_explicit(&watched_files[fd].disk, 0, memory_order_release);
    errno = saved;
    return fd;
}

int watched_copy(int fd, int copy) {
    if (copy < 0 || copy == fd) return copy;
    struct stat status;
    int32_t disk = watched_disk(fd, &status);
    if (disk == 0) return watched_remove(copy);
    int saved = errno;
    return (int)watched_result(watched_add(copy, disk), saved);
}
