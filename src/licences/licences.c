#include "licences/licences_private.h"
#include "base/check.h"
#include "base/str.h"
#include "identity/identity.h"
#include "letters/letters.h"
#include <string.h>

/* GB/T 36904-2018: kind of licence, 18 characters of who defines it and 3 of the kind; version. */
enum { KIND_CHARS = 21 };
static const char first_version[] = "001", alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* The day before the anniversary. One that was issued on 29 February ends with February (民法典 art. 202). */
static int64_t until_day(const struct licence_new *l)
{
	if (!l->valid_years)
		return 0;
	int64_t anniversary = day_add_months(l->issued_day, 12 * l->valid_years);
	return day_to_ymd(anniversary).day < day_to_ymd(l->issued_day).day ? anniversary : anniversary - 1;
}

static const char *valid_words(struct arena *a, int64_t issued_day, int64_t until)
{
	return until ? arena_printf(a, "%s至%s", day_words(a, issued_day), day_words(a, until)) : "长期";
}

/* NULL when the parts cannot make one. */
static const char *identifier_of(struct arena *a, const struct licence_new *l, int64_t n)
{
	const char *kind = arena_printf(a, "%s%s", l->uscc, l->type_no);
	if (strlen(kind) != KIND_CHARS || strspn(kind, alphabet) != KIND_CHARS)
		return NULL;
	struct ymd d = day_to_ymd(l->issued_day);
	const char *serial = arena_printf(a, "%04d%02d%02d%06lld", d.year, d.month, d.day, (long long)n);
	const char *identifier = arena_printf(a, CHECK_LICENCE_ROOT "%s.%s.%s.%s.%c", kind, l->uscc, serial, first_version,
					      check_licence_digit(kind, l->uscc, serial, first_version));
	return check_licence(identifier) ? NULL : identifier;
}

static const char *facts_of(struct tx *t, const struct licence_new *l, const struct licence_row *row)
{
	json_t *facts = json_parse(t->mem, l->facts), *face = json_parse(t->mem, l->face);
	must(json_is_object(facts) && json_is_array(face)); /* written by the program, never typed */
	bool company = !check_uscc(l->holder_certificate);
	const struct { const char *key, *value; } texts[] = {
		{ "title", l->kind },
		{ "agency", l->agency },
		{ "licence_name", l->kind },
		{ "licence_number", row->number },
		{ "identifier", row->identifier },
		{ "applicant", l->holder },
		{ "certificate", company ? l->holder_certificate : certificate_masked(t->mem, l->holder_certificate) },
		{ "date", day_words(t->mem, l->issued_day) },
		{ "valid_from", day_words(t->mem, l->issued_day) },
		{ "valid_until", row->until_day ? day_words(t->mem, row->until_day) : "长期" },
		{ "valid", valid_words(t->mem, l->issued_day, row->until_day) },
		{ "qr", arena_printf(t->mem, "%s/verify?number=%s", setting_text(t, SETTING_PUBLIC_URL), row->identifier) },
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_object_set_new(facts, texts[i].key, json_string(texts[i].value));
	json_object_set(facts, "face", face);
	return json_print(t->mem, facts);
}

static int64_t issue_letter(struct tx *t, const struct licence_new *l, const struct licence_row *row)
{
	struct letter_new letter = {
		.kind = LETTER_LICENCE, .case_id = l->case_id, .event = l->event, .organisation = l->organisation,
		.account = l->account, .mark = l->mark, .facts = facts_of(t, l, row),
	};
	return letter_issue(t, &letter);
}

bool licence_issue(struct tx *t, const struct secret *s, const struct licence_new *l, struct licence_made *out)
{
	int year = day_to_ymd(l->issued_day).year;
	int64_t n = letters_take_number(t, l->organisation, year, arena_printf(t->mem, "licence:%s", l->type_no));
	if (t->failed)
		return false;
	struct licence_row row = {
		.id = store_new_id(t->store), .identifier = identifier_of(t->mem, l, n), .kind = l->kind, .state = "01",
		.number = arena_printf(t->mem, "%s许证〔%d〕%s%06lld号", l->mark, year, l->type_no, (long long)n),
		.item = l->item, .organisation = l->organisation, .case_id = l->case_id, .account = l->account, .holder = l->holder,
		.holder_certificate = secret_seal(s, t->mem, l->holder_certificate),
		.holder_key = certificate_key(s, t->mem, l->holder_certificate), .face = l->face, .issued_day = l->issued_day,
		.until_day = until_day(l),
	};
	if (!row.identifier) {
		t->failed = fail(t, ERR_BAD_INPUT, "发证机关的统一社会信用代码或者证照类型编号不正确，编不出电子证照标识。请管理员更正后再制证。");
		return false;
	}
	row.letter = issue_letter(t, l, &row);
	licence_add(t, &row);
	if (t->failed)
		return false;
	*out = (struct licence_made){ row.id, row.number, row.identifier };
	return true;
}

/* States of the national e-licence service (GB/T 36903). */
static const char *state_name(const char *state)
{
	static const struct { const char *word, *name; } names[] = {
		{ "01", "有效" }, { "02", "暂扣" }, { "03", "撤销" }, { "04", "注销" }, { "05", "失效" },
		{ "06", "办理转出" }, { "07", "吊销" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(names[i].word, state))
			return names[i].name;
	return "其他";
}

struct licence_view licences_view(struct arena *a, const struct licence_row *l, int64_t today)
{
	bool over = str_eq(l->state, "01") && l->until_day && today > l->until_day;
	return (struct licence_view){
		.id = l->id, .letter = l->letter, .item = l->item, .until_day = l->until_day, .kind = l->kind, .number = l->number, .identifier = l->identifier,
		.holder = l->holder, .agency = l->agency, .state_name = over ? "已过有效期" : state_name(l->state),
		.valid = valid_words(a, l->issued_day, l->until_day), .in_force = str_eq(l->state, "01") && !over,
	};
}

static int64_t today_of(const struct tx *t)
{
	return day_of_ms(t->now, DAY_ZONE_CHINA);
}

size_t licences_of_account(struct tx *t, int64_t account, struct licence_view **out)
{
	struct licence_row *rows;
	size_t n = licence_by_account(t, account, &rows);
	*out = arena_array(t->mem, struct licence_view, n);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = licences_view(t->mem, &rows[i], today_of(t));
	return n;
}

bool licence_of_case(struct tx *t, int64_t case_id, struct licence_view *out)
{
	struct licence_row row;
	if (!licence_by_id(t, licence_id_by_case(t, case_id), &row))
		return false;
	*out = licences_view(t->mem, &row, today_of(t));
	return true;
}

size_t licences_ending(struct tx *t, int64_t from_day, int64_t to_day, int64_t after_day, int64_t after_id, int64_t most,
		       struct licence_end **out)
{
	struct ending *rows;
	size_t n = licence_ending(t, from_day, to_day, after_day, after_id, most, &rows);
	*out = arena_array(t->mem, struct licence_end, n);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct licence_end){ rows[i].id, rows[i].item, rows[i].account, rows[i].until_day, rows[i].kind };
	return n;
}
