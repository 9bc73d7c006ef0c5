/* The log: one line of key=value pairs on standard error for each thing worth telling the people who run the servers.
 * Never personal data: no names, no certificate or phone numbers, no query strings, no addresses of clients. */
#pragma once
#include "base/err.h"

void log_line(const char *fmt, ...) PRINTF(1, 2);
