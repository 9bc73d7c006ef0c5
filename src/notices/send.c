#include "notices/send.h"
#include "notices/notices_private.h"
#include "base/log.h"
#include "base/str.h"
#include "jobs/jobs.h"

/* false when there is nothing to send: the notice is gone, the person wants it no longer or cannot be reached in this way,
 * or the place has stopped to offer it. */
static bool prepare(struct tx *t, int64_t id, enum way way, struct outgoing *out)
{
	struct notice_row n;
	if (!notice_find(t, id, &n))
		return false;
	const struct notice_kind *kind = notices_kind(n.kind);
	must(kind);
	if (!notices_goes_by(t, kind, n.who, way))
		return false;
	struct contact c = contact_of(t, kind->whose, n.who);
	const char *place = setting_text(t, SETTING_PUBLIC_URL), *own = kind->whose == WHO_STAFF ? "/desk" : "/my";
	*out = (struct outgoing){
		.id = n.id, .made_at = n.made_at, .to = way == WAY_EMAIL ? c.email : c.phone, .title = n.title, .words = n.words,
		.link = arena_printf(t->mem, "%s%s", place, n.path), .choices = arena_printf(t->mem, "%s%s/notices/choices", place, own),
		.hall = setting_text(t, SETTING_HALL),
		.url = setting_text(t, SETTING_SMTP_URL), .from = setting_text(t, SETTING_SMTP_FROM),
		.user = setting_text(t, SETTING_SMTP_USER), .password = setting_text(t, SETTING_SMTP_PASSWORD),
		.gateway = setting_text(t, SETTING_SMS_URL), .token = setting_text(t, SETTING_SMS_TOKEN),
		.sign = setting_text(t, SETTING_SMS_SIGN),
	};
	return *out->to;
}

static enum err run(struct site *site, struct arena *mem, struct fault *f, const char *payload, enum way way)
{
	static enum err (*const by[WAY__MAX])(struct arena *, struct fault *, const struct outgoing *) = {
		[WAY_EMAIL] = mail_send, [WAY_SMS] = sms_send,
	};
	struct outgoing m;
	int64_t id = 0;
	must(num_parse(payload, 1, INT64_MAX, &id));
	struct tx *t = store_read(site->store, mem, f);
	bool ready = prepare(t, id, way, &m);
	enum err e = t->failed;
	store_read_done(t);
	if (e || !ready)
		return e;
	e = by[way](mem, f, &m);
	if (!e)
		log_line("event=notice_sent way=%s notice=%lld", notices_ways[way].word, (long long)id);
	return e;
}

enum err notices_run_email(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	return run(site, mem, f, payload, WAY_EMAIL);
}

enum err notices_run_sms(struct site *site, struct arena *mem, struct fault *f, const char *payload)
{
	return run(site, mem, f, payload, WAY_SMS);
}
