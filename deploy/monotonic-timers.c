/* Preloaded before libfaketime, which takes every absolute time that a timerfd is set to for one of CLOCK_REALTIME (0.9.10, and 0.9.12
   still). libdispatch sets its timers by CLOCK_MONOTONIC, which deploy/test-dates.sh leaves alone: those go to the kernel as they are.
   An absolute time before September 2001 is no present instant, so it is one of CLOCK_MONOTONIC. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

int timerfd_settime(int timer, int flags, const struct itimerspec *wanted, struct itimerspec *before) {
    if (wanted->it_value.tv_sec < 1000000000) return syscall(SYS_timerfd_settime, timer, flags, wanted, before);
    int (*next)(int, int, const struct itimerspec *, struct itimerspec *) = dlsym(RTLD_NEXT, "timerfd_settime");
    return next(timer, flags, wanted, before);
}
