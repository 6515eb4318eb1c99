// What the Systemd target uses of libsystemd. Code locations are passed as fields, not by the headers' macros.
#pragma once
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
