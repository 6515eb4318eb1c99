// glibc's malloc.h, which Swift's Glibc module leaves out.
#include <malloc.h>
#include <sqlite3.h>

// sqlite3_config is variadic, which Swift cannot call.
static inline void crrt_do_not_count_sqlite_memory(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
