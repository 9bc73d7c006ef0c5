#include "notices/notices_private.h"
#include "base/str.h"
#include "jobs/jobs.h"

enum { UNREAD_MOST = 100 };

const struct notice_kind notice_kinds[] = {
	{ "todo", "等您处理", "要您补正、修改、到场或领取时", WHO_ACCOUNT, true, true },
	{ "progress", "办件进展", "受理、延期、作出决定、办结时", WHO_ACCOUNT, true, false },
	{ "licence", "证照到期", "证照快到期、需要延续时", WHO_ACCOUNT, true, true },
	{ "due", "期限提醒", "明天到期、今天到期、超期时", WHO_STAFF, true, false },
	{ "handed", "交办给您", "有人把办件转给、指定给您时", WHO_STAFF, true, false },
	{ "asked", "请您答复", "其他部门征求意见或请您会签时", WHO_STAFF, true, false },
	{ "adjustment", "动态调整", "事项等的调整提交、退回、批准、生效时", WHO_STAFF, true, false },
	{ 0 },
};

const struct way_kind notices_ways[WAY__MAX] = {
	[WAY_EMAIL] = { "email", "邮件", "notice-email" },
	[WAY_SMS] = { "sms", "短信", "notice-sms" },
};

const char *notices_who_word(enum who_kind kind)
{
	must(kind == WHO_ACCOUNT || kind == WHO_STAFF);
	return kind == WHO_STAFF ? "staff" : "account";
}

const struct notice_kind *notices_kind(const char *word)
{
	for (const struct notice_kind *k = notice_kinds; k->word; k++)
		if (str_eq(k->word, word))
			return k;
	return NULL;
}

bool notices_offered(struct tx *t, enum way w)
{
	return w == WAY_EMAIL ? *setting_text(t, SETTING_SMTP_URL) && *setting_text(t, SETTING_SMTP_FROM) : *setting_text(t, SETTING_SMS_URL);
}

struct notice_choice_row notices_choice(struct tx *t, const struct notice_kind *kind, int64_t who)
{
	struct notice_choice_row c = { kind->email, kind->sms };
	notice_choice_of(t, notices_who_word(kind->whose), who, kind->word, &c);
	return c;
}

bool notices_goes_by(struct tx *t, const struct notice_kind *kind, int64_t who, enum way w)
{
	if (!notices_offered(t, w))
		return false;
	struct notice_choice_row c = notices_choice(t, kind, who);
	return w == WAY_EMAIL ? c.email : c.sms;
}

void notice_add(struct tx *t, const struct notice_new *n)
{
	const struct notice_kind *kind = notices_kind(n->kind);
	must(kind && kind->whose == n->who_kind);
	if (n->who == 0)
		return;
	struct notice_row row = { .id = store_new_id(t->store), .who_kind = notices_who_word(n->who_kind), .who = n->who, .kind = n->kind,
				  .title = n->title, .words = n->words, .path = n->path };
	if (notice_put(t, &row, n->once) == 0)
		return;
	for (enum way w = 0; w < WAY__MAX; w++)
		if (notices_goes_by(t, kind, n->who, w))
			job_add(t, notices_ways[w].job, arena_printf(t->mem, "%lld", (long long)row.id), t->now);
}

int64_t notices_unread(struct tx *t, enum who_kind kind, int64_t who)
{
	return notice_count_unread(t, notices_who_word(kind), who, UNREAD_MOST);
}

int64_t notices_unread_of(struct req *r)
{
	return notices_unread(req_tx(r), r->who.kind, r->who.id);
}

static const struct job_kind jobs[] = {
	{ "notice-email", notices_run_email }, { "notice-sms", notices_run_sms },
	{ "notice-forget", notices_run_forget, jobs_at_midnight }, { 0 },
};

static const struct route routes[] = {
	{ GET, "/my/notices", notices_show, APPLICANT, .help = "what the account was told, newest first" },
	{ POST, "/my/notices", notices_read_all, APPLICANT, .body = KB(4), .help = "marks those seen on the page as read" },
	{ GET, "/my/notices/choices", notices_show_choices, APPLICANT, .help = "what the account wants to hear by e-mail and short message" },
	{ POST, "/my/notices/choices", notices_take_choices, APPLICANT, .body = KB(4), .help = "changes it" },
	{ POST, "/my/notices/:id", notices_read_one, APPLICANT, .body = KB(4), .help = "marks one as read; do=open leads to its page" },
	{ GET, "/desk/notices", notices_show, STAFF(ANY_ROLE), .help = "what the member of staff was told, newest first" },
	{ POST, "/desk/notices", notices_read_all, STAFF(ANY_ROLE), .body = KB(4), .help = "marks those seen on the page as read" },
	{ GET, "/desk/notices/choices", notices_show_choices, STAFF(ANY_ROLE), .help = "what they want to hear by e-mail and short message" },
	{ POST, "/desk/notices/choices", notices_take_choices, STAFF(ANY_ROLE), .body = KB(4), .help = "changes it" },
	{ POST, "/desk/notices/:id", notices_read_one, STAFF(ANY_ROLE), .body = KB(4), .help = "marks one as read; do=open leads to its page" },
	{ 0 },
};

const struct room notices_room = { .name = "notices", .routes = routes, .statements = { &notices_sql }, .jobs = jobs };
