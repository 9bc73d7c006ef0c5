#include "web/site.h"
#include "web/web.sql.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

/* kind: text, two letters (capitals), number, flag, or the allowed words with | between them. */
const struct setting_row settings[SETTING__MAX] = {
	[SETTING_PLACE] = { "place", "text", "海沧区", "name of the place, as in letters and titles" },
	[SETTING_HALL] = { "hall", "text", "海沧区网上办事大厅", "name of the public hall" },
	[SETTING_PHONE] = { "phone", "text", "0592-6000000", "telephone of the service centre, at the foot of every page" },
	[SETTING_PUBLIC_URL] = { "public_url", "text", "http://127.0.0.1:8080", "address under which people reach the hall: in QR codes" },
	[SETTING_NOTICE] = { "notice", "text", "", "a line at the top of every page" },
	[SETTING_REAL_NAME] = { "real_name", "counter|demo", "counter", "how an account reaches level 2: checked by a clerk, or (demonstration only) at once" },
	[SETTING_COOKIE_SECURE] = { "cookie_secure", "flag", "0", "1 when the hall is reached by https only" },
	[SETTING_SESSION_IDLE] = { "session_idle_minutes", "number", "60", "a session ends after this long without a request" },
	[SETTING_SESSION_LIFE] = { "session_life_hours", "number", "12", "and in any case after this long" },
	[SETTING_UPLOAD_MB] = { "upload_mb", "number", "20", "largest size of one uploaded file" },
	[SETTING_NUMBER_PREFIX] = { "number_prefix", "two letters", "HC", "two letters before case numbers" },
	[SETTING_ACCEPT_FROM_SUBMISSION] = { "accept_from_submission", "flag", "0", "1: the five days of acceptance run from an online submission, 0: from the passed pre-review" },
	[SETTING_SAME_PERSON] = { "same_person", "flag|forbid", "flag", "one who handled a case also approves it: flagged, or forbidden" },
};

struct values {
	char *text[SETTING__MAX];
};

static int find(const char *name)
{
	for (int i = 0; i < SETTING__MAX; i++)
		if (str_eq(settings[i].name, name))
			return i;
	return -1;
}

static void *build(struct tx *t)
{
	struct setting_value_row *rows;
	size_t n = setting_all(t, &rows);
	if (t->failed)
		return NULL;
	struct values *v = calloc(1, sizeof *v);
	must(v);
	for (size_t i = 0; i < n; i++) {
		int at = find(rows[i].name);
		if (at >= 0)
			v->text[at] = strdup(rows[i].value);
	}
	return v;
}

static void drop(void *value)
{
	struct values *v = value;
	for (int i = 0; i < SETTING__MAX; i++)
		free(v->text[i]);
	free(v);
}

const char *setting_text(struct tx *t, enum setting s)
{
	const struct values *v = store_cached(t, TOPIC_SETTINGS, build, drop);
	return v && v->text[s] ? v->text[s] : settings[s].otherwise;
}

int64_t setting_int(struct tx *t, enum setting s)
{
	int64_t v = 0;
	must(num_parse(setting_text(t, s), 0, INT64_MAX, &v)); /* setting_set lets nothing else in */
	return v;
}

bool setting_bool(struct tx *t, enum setting s)
{
	return str_eq(setting_text(t, s), "1");
}

static bool is_one_of(const char *list, const char *value)
{
	size_t n = strlen(value);
	for (const char *p = list; p && n; p = strchr(p, '|'), p = p ? p + 1 : NULL)
		if (strncmp(p, value, n) == 0 && (p[n] == '|' || p[n] == '\0'))
			return true;
	return false;
}

static bool fits(const char *kind, const char *value)
{
	int64_t ignored;
	if (str_eq(kind, "text"))
		return str_length(value) <= 200;
	if (str_eq(kind, "two letters"))
		return strlen(value) == 2 && strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;
	if (str_eq(kind, "number"))
		return num_parse(value, 1, 1000000, &ignored);
	if (str_eq(kind, "flag"))
		return str_eq(value, "0") || str_eq(value, "1");
	return is_one_of(kind, value);
}

enum err setting_set(struct tx *t, const char *name, const char *value)
{
	int at = find(name);
	if (at < 0)
		return fail(t, ERR_BAD_INPUT, "unknown setting '%s'", name);
	if (!fits(settings[at].kind, value))
		return fail(t, ERR_BAD_INPUT, "setting '%s' cannot be '%s' (%s)", name, value, settings[at].kind);
	setting_put(t, name, value);
	tx_touch(t, TOPIC_SETTINGS);
	return t->failed;
}
