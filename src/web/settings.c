#include "web/site.h"
#include "web/web.sql.h"
#include "base/check.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

/* kind: one of kinds[] below, or the allowed words with | between them. */
const struct setting_row settings[SETTING__MAX] = {
	[SETTING_PLACE] = { "place", "text", "海沧区", "name of the place, as in letters and titles" },
	[SETTING_HALL] = { "hall", "text", "海沧区网上办事大厅", "name of the public hall" },
	[SETTING_PHONE] = { "phone", "text", "0592-6000000", "telephone of the service centre, at the foot of every page" },
	[SETTING_PUBLIC_URL] = { "public_url", "http url", "http://127.0.0.1:8080", "address under which people reach the hall: in QR codes and e-mails" },
	[SETTING_NOTICE] = { "notice", "text", "", "a line at the top of every page" },
	[SETTING_REAL_NAME] = { "real_name", "counter|demo", "counter", "how an account reaches level 2: checked by a clerk, or (demonstration only) at once" },
	[SETTING_COOKIE_SECURE] = { "cookie_secure", "flag", "0", "1 when the hall is reached by https only" },
	[SETTING_SESSION_IDLE] = { "session_idle_minutes", "number", "60", "a session ends after this long without a request" },
	[SETTING_SESSION_LIFE] = { "session_life_hours", "number", "12", "and in any case after this long" },
	[SETTING_UPLOAD_MB] = { "upload_mb", "number", "20", "largest size of one uploaded file" },
	[SETTING_NUMBER_PREFIX] = { "number_prefix", "two letters", "HC", "two letters before case numbers" },
	[SETTING_ACCEPT_FROM_SUBMISSION] = { "accept_from_submission", "flag", "0", "1: the five days of acceptance run from an online submission, 0: from the passed pre-review" },
	[SETTING_SAME_PERSON] = { "same_person", "flag|forbid", "flag", "one who handled a case also approves it: flagged, or forbidden" },
	[SETTING_SMTP_URL] = { "smtp_url", "smtp url", "", "mail server for notices, smtp://HOST:PORT or smtps://HOST:PORT; empty: no e-mail is sent" },
	[SETTING_SMTP_FROM] = { "smtp_from", "e-mail", "", "sender of these e-mails; empty: none is sent" },
	[SETTING_SMTP_USER] = { "smtp_user", "text", "", "name at the mail server; with one, the connection must be encrypted" },
	[SETTING_SMTP_PASSWORD] = { "smtp_password", "secret", "", "password at the mail server" },
	[SETTING_SMS_URL] = { "sms_url", "http url", "", "gateway of short messages, where notices are posted as JSON; empty: none is sent" },
	[SETTING_SMS_TOKEN] = { "sms_token", "secret", "", "sent to the gateway as Authorization: Bearer" },
	[SETTING_SMS_SIGN] = { "sms_sign", "text", "", "signature before short messages, as registered with the gateway: 【海沧区】" },
	[SETTING_LINK_CHECK] = { "link_check", "off|public|any", "off", "whether addresses of other sites are tried in the night: no, those on the public network, or also those inside (127.0.0.1, 10.0.0.0/8 …)" },
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

static bool is_secret(int at)
{
	return str_eq(settings[at].kind, "secret");
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
		if (at < 0)
			continue;
		const char *text = is_secret(at) ? secret_unseal(store_secret(t->store), t->mem, rows[i].value) : rows[i].value;
		v->text[at] = text ? strdup(text) : NULL; /* sealed with another key: as if it had not been set */
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

static bool is_text(const char *value)
{
	return str_length(value) <= 200;
}

/* It may stand in a header: a line break would end it. */
static bool is_secret_text(const char *value)
{
	for (const char *p = value; *p; p++)
		if ((unsigned char)*p < ' ')
			return false;
	return is_text(value);
}

static bool is_two_letters(const char *value)
{
	return strlen(value) == 2 && strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;
}

static bool is_number(const char *value)
{
	int64_t ignored;
	return num_parse(value, 1, 1000000, &ignored);
}

static bool is_flag(const char *value)
{
	return str_eq(value, "0") || str_eq(value, "1");
}

static bool is_email(const char *value)
{
	return !*value || !check_email(value);
}

/* scheme:// or schemes:// and a host; names and passwords have settings of their own, because a URL is shown and logged. */
static bool is_url(const char *scheme, const char *value)
{
	size_t n = strlen(scheme);
	if (!*value)
		return true;
	if (!is_text(value) || strncmp(value, scheme, n) != 0)
		return false;
	value += n + (value[n] == 's');
	if (!str_starts(value, "://") || strchr("/:?#", value[3]))
		return false;
	for (const char *p = value; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("@\"<>\\", *p))
			return false;
	return true;
}

static bool is_http_url(const char *value)
{
	return is_url("http", value);
}

static bool is_smtp_url(const char *value)
{
	return is_url("smtp", value);
}

static const struct kind {
	const char *word;
	bool (*fits)(const char *value);
} kinds[] = {
	{ "text", is_text }, { "two letters", is_two_letters }, { "number", is_number }, { "flag", is_flag },
	{ "e-mail", is_email }, { "http url", is_http_url }, { "smtp url", is_smtp_url }, { "secret", is_secret_text },
};

static bool fits(const char *kind, const char *value)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].word, kind))
			return kinds[i].fits(value);
	return is_one_of(kind, value);
}

const char *setting_shown(struct tx *t, enum setting s)
{
	const char *text = setting_text(t, s);
	return is_secret((int)s) && *text ? "(set, not shown)" : text;
}

enum err setting_set(struct tx *t, const char *name, const char *value)
{
	int at = find(name);
	if (at < 0)
		return fail(t, ERR_BAD_INPUT, "unknown setting '%s'", name);
	if (!fits(settings[at].kind, value))
		return fail(t, ERR_BAD_INPUT, "setting '%s' cannot be '%s' (%s)", name, value, settings[at].kind);
	setting_put(t, name, is_secret(at) ? secret_seal(store_secret(t->store), t->mem, value) : value);
	tx_touch(t, TOPIC_SETTINGS);
	return t->failed;
}
