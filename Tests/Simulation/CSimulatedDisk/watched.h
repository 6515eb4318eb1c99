/* Which open files belong to a simulated disk. */
#ifndef WATCHED_H
#define WATCHED_H

#include "CSimulatedDisk.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>

/* As many file descriptors as can be watched. The kernel gives out the lowest that is free. */
#define WATCHED_MOST 65536

struct watched_file {
    /* 0: not watched. */
    _Atomic int32_t disk;
    dev_t device;
    ino_t inode;
};

extern struct watched_file watched_files[WATCHED_MOST];
extern struct simulated_disk_calls disk_calls;
extern _Atomic int disk_count;
/* Above 0 while this thread is within a function of disk_calls. */
extern _Thread_local int disk_suspended;

/* Whether paths need to be looked at: there is a disk, and this is neither a call made by it nor a child process. */
bool watched_paths(void);

/* The disk of a descriptor that is marked as watched; 0 where the file has been replaced by another one meanwhile. */
int32_t watched_disk_checked(int fd, struct stat *status);

/* The disk of a descriptor; 0: none. Most callers have one that is not marked, so that this is one load and one comparison. */
static inline int32_t watched_disk(int fd, struct stat *status) {
    if ((unsigned)fd >= WATCHED_MOST) return 0;
    if (atomic_load_explicit(&watched_files[fd].disk, memory_order_acquire) == 0) return 0;
    return watched_disk_checked(fd, status);
}

/* Marks a descriptor that was just opened. Returns it, or -EMFILE where there is no place for it; then it is closed. */
int64_t watched_add(int fd, int32_t disk);

/* Takes the mark off a descriptor that is about to be closed, or that was just opened for something else. Returns the descriptor. */
int watched_remove(int fd);

/* Gives a copy the mark of the original. Returns the copy, or -1 with errno set. */
int watched_copy(int fd, int copy);

/* The return value of a system call: -1 with errno set for an error, and errno untouched otherwise. */
static inline int64_t watched_result(int64_t result, int saved) {
    errno = result < 0 ? (int)-result : saved;
    return result < 0 ? -1 : result;
}

/* Calls one of disk_calls. */
#define DISK_CALL(call)                 \
    ({                                  \
        int saved = errno;              \
        disk_suspended += 1;            \
        int64_t result = disk_calls.call; \
        disk_suspended -= 1;            \
        if (result == SIMULATED_DISK_PASS) errno = saved; \
        result == SIMULATED_DISK_PASS ? result : watched_result(result, saved); \
    })

#endif
