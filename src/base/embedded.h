/* Files that are compiled into the program by tools/embed: the schema, style sheets, scripts, icons, templates. */
#pragma once
#include <stddef.h>

struct embedded {
	const char *path; /* without its folder; NULL ends an array */
	const unsigned char *data; /* NUL-terminated behind size */
	size_t size;
};
