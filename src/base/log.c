#include "base/log.h"
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

void log_line(const char *fmt, ...)
{
	char line[1100];
	struct timespec ts;
	struct tm tm;
	clock_gettime(CLOCK_REALTIME, &ts);
	gmtime_r(&ts.tv_sec, &tm);
	size_t n = strftime(line, sizeof line, "at=%Y-%m-%dT%H:%M:%S", &tm);
	n += (size_t)snprintf(line + n, sizeof line - n, ".%03ldZ ", ts.tv_nsec / 1000000);
	va_list ap;
	va_start(ap, fmt);
	int more = vsnprintf(line + n, sizeof line - n - 1, fmt, ap); /* room for the end of the line */
	va_end(ap);
	n += more < 0 ? 0 : (size_t)more < sizeof line - n - 1 ? (size_t)more : sizeof line - n - 2;
	line[n++] = '\n';
	(void)!write(STDERR_FILENO, line, n); /* at once, so that lines of threads do not mix */
}
