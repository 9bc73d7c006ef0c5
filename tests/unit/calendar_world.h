/* The shipped calendar, for tests of days and periods. */
#pragma once
#include "base/day.h"
#include "base/str.h"
#include "calendar/calendar_import.h"
#include "calendar/clock.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HOLIDAYS SOURCE_DIR "/assets/calendar/holidays.csv"

struct world {
	struct arena *a;
	struct calendar_row *rows;
	size_t n;
	struct calendar *cal;
};

static inline int64_t day_at(const char *iso)
{
	int64_t day;
	if (!day_parse(iso, &day))
		fail_msg("%s should be a day", iso);
	return day;
}

static inline const char *read_text(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	char *text = arena_alloc(a, 1 << 20);
	size_t n = fread(text, 1, (1 << 20) - 1, f);
	fclose(f);
	text[n] = '\0';
	return text;
}

static inline struct calendar *calendar_from(struct world *w, const char *path)
{
	struct fault fault = { 0 };
	const char *csv = read_text(w->a, path);
	if (!csv)
		fail_msg("%s cannot be read", path);
	if (calendar_read(w->a, csv, &fault, &w->rows, &w->n) != OK)
		fail_msg("%s: %s", path, fault.words);
	return calendar_new(w->rows, w->n);
}

static inline int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	w->a = arena_new(64 << 20);
	w->cal = calendar_from(w, HOLIDAYS);
	*state = w;
	return 0;
}

static inline int close_world(void **state)
{
	struct world *w = *state;
	calendar_free(w->cal);
	arena_free(w->a);
	free(w);
	return 0;
}
