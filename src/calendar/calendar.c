#include "calendar/calendar.h"
#include "base/day.h"
#include "base/digest.h"
#include "base/str.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One day about which a row speaks. `shift` is how many working days more (or fewer) than the weekdays alone there are up
 * to and including this day: with it, counting over any span needs no walk through the days. */
struct entry {
	int64_t day, shift;
	enum calendar_kind kind;
	int notice_year;
	const char *name;
};

enum { YEAR_LAST = 9999, BYTE_BITS = 8 };

/* One block of memory: the struct, its entries in order of days, and behind them the names. */
struct calendar {
	char version[17];
	unsigned char published[YEAR_LAST / BYTE_BITS + 1]; /* a bit for each year whose notice is here */
	size_t n;
	struct entry entries[];
};

static bool is_weekday(int64_t day)
{
	return day_weekday(day) <= 5;
}

/* Mondays to Fridays in (origin, day], where the origin is some Sunday: a full week has five. */
static int64_t weekdays_until(int64_t day)
{
	int weekday = day_weekday(day);
	int64_t monday = day - weekday + 1, weeks = (monday - 4) / 7; /* 1970-01-05 was a Monday, so this divides evenly */
	return weeks * 5 + (weekday < 5 ? weekday : 5);
}

struct placed {
	const struct calendar_row *row;
	size_t place;
};

static int by_day_then_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	if (x->row->day != y->row->day)
		return x->row->day < y->row->day ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static struct placed *sorted(const struct calendar_row *rows, size_t n)
{
	struct placed *all = malloc(sizeof *all * (n + 1));
	must(all);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct placed){ &rows[i], i };
	qsort(all, n, sizeof *all, by_day_then_place);
	return all;
}

static void set_published(struct calendar *cal)
{
	memset(cal->published, 0, sizeof cal->published);
	for (size_t i = 0; i < cal->n; i++) {
		int year = cal->entries[i].notice_year;
		if (year > 0 && year <= YEAR_LAST)
			cal->published[year / BYTE_BITS] |= (unsigned char)(1u << year % BYTE_BITS);
	}
}

static void set_version(struct calendar *cal)
{
	uint64_t hash = QUICK_HASH;
	char head[64];
	for (size_t i = 0; i < cal->n; i++) {
		const struct entry *e = &cal->entries[i];
		int n = snprintf(head, sizeof head, "%lld %d %d ", (long long)e->day, e->kind, e->notice_year);
		hash = quick_hash(quick_hash(hash, head, (size_t)n), e->name, strlen(e->name) + 1);
	}
	snprintf(cal->version, sizeof cal->version, "%016llx", (unsigned long long)hash);
}

/* A district's row on a published day leaves the year published. */
static void put(struct calendar *cal, const struct calendar_row *row, const char *name)
{
	struct entry *last = cal->n ? &cal->entries[cal->n - 1] : NULL;
	int notice_year = row->notice_year;
	if (last && last->day == row->day) {
		notice_year = notice_year ? notice_year : last->notice_year;
		cal->n--;
	}
	int64_t before = cal->n ? cal->entries[cal->n - 1].shift : 0;
	int64_t change = (row->kind == CALENDAR_WORK) - is_weekday(row->day);
	cal->entries[cal->n++] = (struct entry){ row->day, before + change, row->kind, notice_year, name };
}

struct calendar *calendar_new(const struct calendar_row *rows, size_t n)
{
	size_t names_bytes = 0;
	for (size_t i = 0; i < n; i++)
		names_bytes += strlen(rows[i].name) + 1;
	struct calendar *cal = malloc(sizeof *cal + sizeof *cal->entries * n + names_bytes);
	must(cal);
	cal->n = 0;
	struct placed *all = sorted(rows, n);
	char *names = (char *)&cal->entries[n];
	for (size_t i = 0; i < n; i++) {
		size_t bytes = strlen(all[i].row->name) + 1;
		put(cal, all[i].row, memcpy(names, all[i].row->name, bytes));
		names += bytes;
	}
	free(all);
	set_published(cal);
	set_version(cal);
	return cal;
}

void calendar_free(struct calendar *cal)
{
	free(cal);
}

/* The last entry at or before the day, NULL when there is none. */
static const struct entry *entry_until(const struct calendar *cal, int64_t day)
{
	size_t lo = 0, hi = cal->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (cal->entries[mid].day <= day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo ? &cal->entries[lo - 1] : NULL;
}

static const struct entry *entry_at(const struct calendar *cal, int64_t day)
{
	const struct entry *e = entry_until(cal, day);
	return e && e->day == day ? e : NULL;
}

bool calendar_is_working(const struct calendar *cal, int64_t day)
{
	const struct entry *e = entry_at(cal, day);
	return e ? e->kind == CALENDAR_WORK : is_weekday(day);
}

const char *calendar_day_name(const struct calendar *cal, int64_t day)
{
	const struct entry *e = entry_at(cal, day);
	return e ? e->name : NULL;
}

bool calendar_is_published(const struct calendar *cal, int year)
{
	return year > 0 && year <= YEAR_LAST && cal->published[year / BYTE_BITS] & 1u << year % BYTE_BITS;
}

const char *calendar_version(const struct calendar *cal)
{
	return cal->version;
}

static int64_t working_until(const struct calendar *cal, int64_t day)
{
	const struct entry *e = entry_until(cal, day);
	return weekdays_until(day) + (e ? e->shift : 0);
}

int64_t calendar_working_between(const struct calendar *cal, int64_t a, int64_t b)
{
	return working_until(cal, b) - working_until(cal, a);
}

int64_t calendar_next_working(const struct calendar *cal, int64_t day)
{
	return calendar_add_working(cal, day, 1);
}

int64_t calendar_add_working(const struct calendar *cal, int64_t day, int64_t n)
{
	must(n >= 0);
	if (n == 0)
		return day;
	/* Every entry can take away one working day at the most, so the answer lies before the end of this many weeks. */
	int64_t lo = day + 1, hi = day + ((n + (int64_t)cal->n) / 5 + 2) * 7, want = working_until(cal, day) + n;
	while (lo < hi) {
		int64_t mid = lo + (hi - lo) / 2;
		if (working_until(cal, mid) >= want)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}
