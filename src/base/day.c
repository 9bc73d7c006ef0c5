#include "base/day.h"
#include <string.h>
#include <time.h>

/* Days are counted in eras of 400 years that begin on 1 March, so that the leap day is the last one of its year. */
enum { DAYS_OF_ERA = 146097, ERA_OF_EPOCH_OFFSET = 719468, YEAR_MIN = 1, YEAR_MAX = 9999 };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return lengths[month - 1] + (month == 2 && leap(year));
}

bool day_from_ymd(int year, int month, int day, int64_t *out_day)
{
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return false;
	int64_t y = year - (month <= 2), era = floor_div(y, 400), of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	*out_day = era * DAYS_OF_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - ERA_OF_EPOCH_OFFSET;
	return true;
}

struct ymd day_to_ymd(int64_t day)
{
	int64_t z = day + ERA_OF_EPOCH_OFFSET, era = floor_div(z, DAYS_OF_ERA), of_era = z - era * DAYS_OF_ERA;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
	int month = (int)(m < 10 ? m + 3 : m - 9);
	return (struct ymd){ (int)(year + era * 400 + (month <= 2)), month, (int)(of_year - (153 * m + 2) / 5 + 1) };
}

int day_weekday(int64_t day)
{
	int64_t since_monday = day + 3; /* 1970-01-01 was a Thursday */
	return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

int64_t day_add_months(int64_t day, int64_t months)
{
	struct ymd d = day_to_ymd(day);
	int64_t month = d.year * 12LL + d.month - 1 + months, to;
	int year = (int)floor_div(month, 12), of_year = (int)(month - year * 12LL) + 1, last = month_length(year, of_year);
	must(day_from_ymd(year, of_year, d.day < last ? d.day : last, &to));
	return to;
}

static int digits(const char *s, int n)
{
	int v = 0;
	while (n--)
		v = v * 10 + (*s++ - '0');
	return v;
}

bool day_parse(const char *iso, int64_t *out_day)
{
	static const char shape[] = "0000-00-00";
	if (!iso || strlen(iso) != sizeof shape - 1)
		return false;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == '-' ? iso[i] != '-' : iso[i] < '0' || iso[i] > '9')
			return false;
	return day_from_ymd(digits(iso, 4), digits(iso + 5, 2), digits(iso + 8, 2), out_day);
}

int64_t now_ms(void)
{
	struct timespec t;
	must(clock_gettime(CLOCK_REALTIME, &t) == 0);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

int64_t day_of_ms(int64_t ms, int zone_minutes)
{
	return floor_div(ms + zone_minutes * 60000LL, DAY_MS);
}

int64_t ms_of_day(int64_t day, int zone_minutes)
{
	return day * DAY_MS - zone_minutes * 60000LL;
}

char *day_iso(struct arena *a, int64_t day)
{
	struct ymd d = day_to_ymd(day);
	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

char *day_words(struct arena *a, int64_t day)
{
	struct ymd d = day_to_ymd(day);
	return arena_printf(a, "%d年%d月%d日", d.year, d.month, d.day);
}

const char *day_weekday_name(int64_t day)
{
	static const char *const names[] = { "周一", "周二", "周三", "周四", "周五", "周六", "周日" };
	return names[day_weekday(day) - 1];
}

char *day_short(struct arena *a, int64_t day, int64_t reference_day)
{
	struct ymd d = day_to_ymd(day);
	const char *weekday = day_weekday_name(day);
	if (d.year == day_to_ymd(reference_day).year)
		return arena_printf(a, "%d月%d日(%s)", d.month, d.day, weekday);
	return arena_printf(a, "%s(%s)", day_words(a, day), weekday);
}

struct moment {
	struct ymd date;
	int hour, minute, second;
};

static struct moment moment_of(int64_t ms, int zone_minutes)
{
	int64_t day = day_of_ms(ms, zone_minutes), second = (ms - ms_of_day(day, zone_minutes)) / 1000;
	return (struct moment){ day_to_ymd(day), (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60) };
}

char *day_time_short(struct arena *a, int64_t ms, int zone_minutes)
{
	struct moment m = moment_of(ms, zone_minutes);
	return arena_printf(a, "%d月%d日 %02d:%02d", m.date.month, m.date.day, m.hour, m.minute);
}

static char *stamp(struct arena *a, struct moment m, const char *between, const char *behind)
{
	return arena_printf(a, "%04d-%02d-%02d%s%02d:%02d:%02d%s", m.date.year, m.date.month, m.date.day, between, m.hour,
			    m.minute, m.second, behind);
}

char *day_time(struct arena *a, int64_t ms, int zone_minutes)
{
	return stamp(a, moment_of(ms, zone_minutes), " ", "");
}

char *day_instant(struct arena *a, int64_t ms)
{
	return stamp(a, moment_of(ms, 0), "T", "Z");
}
