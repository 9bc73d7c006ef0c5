#include "base/log.h"
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

void log_line(const char *fmt, ...)
{
	static _Thread_local char second[32]; /* written once a second: a busy server says thousands of lines in one */
	static _Thread_local time_t second_of = -1;
	char line[1100];
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	if (ts.tv_sec != second_of) {
		struct tm tm;
		second_of = ts.tv_sec;
		strftime(second, sizeof second, "at=%Y-%m-%dT%H:%M:%S", gmtime_r(&ts.tv_sec, &tm));
	}
	size_t n = (size_t)snprintf(line, sizeof line, "%s.%03ldZ ", second, ts.tv_nsec / 1000000);
	va_list ap;
	va_start(ap, fmt);
	int more = vsnprintf(line + n, sizeof line - n - 1, fmt, ap); /* room for the end of the line */
	va_end(ap);
	n += more < 0 ? 0 : (size_t)more < sizeof line - n - 1 ? (size_t)more : sizeof line - n - 2;
	line[n++] = '\n';
	(void)!write(STDERR_FILENO, line, n); /* at once, so that lines of threads do not mix */
}
