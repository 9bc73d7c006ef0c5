/* Notices: told once, sent only in the ways that the place offers and the person wants, written as the standards say, and
 * forgotten long after they were read. */
#include "small_world.h"
#include "base/str.h"
#include "notices/notices_private.h"
#include "notices/send.h"
#include <openssl/evp.h>

static int64_t person; /* of the test's database */

static enum err add_person(struct tx *t, void *arg)
{
	struct world *w = arg;
	person = account_add(t, w->site.secret, &(struct account){ .name = "林一", .certificate = "350205199003070017", .phone = "13900000001",
			     .contact_name = "", .contact_certificate = "", .address = "", .level = 2 }, "", "test");
	return t->failed;
}

static int setup(void **state)
{
	struct world *w = world_open(&notices_room);
	world_write(w, add_person, w, OK);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	return 0;
}

static enum err put_settings(struct tx *t, void *arg)
{
	for (const char *const *s = arg; *s && !t->fault->code; s += 2)
		if (setting_set(t, s[0], s[1]))
			return t->fault->code;
	return t->failed;
}

#define SET(w, ...) world_write(w, put_settings, (void *)(const char *const[]){ __VA_ARGS__, NULL }, OK)

/* Port 1 answers nobody. */
static void offer_both(struct world *w)
{
	SET(w, "smtp_url", "smtp://127.0.0.1:1", "smtp_from", "hall@example.test", "sms_url", "http://127.0.0.1:1/send");
}

static enum err add(struct tx *t, void *arg)
{
	notice_add(t, arg);
	return t->failed;
}

static void tell(struct world *w, const char *kind, const char *once)
{
	struct notice_new n = { WHO_ACCOUNT, person, kind, "请补正材料", "缺 2 份材料", "/my/cases/1", once };
	world_write(w, add, &n, OK);
}

static int64_t unread(struct world *w, enum who_kind kind, int64_t who)
{
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	int64_t n = notices_unread(t, kind, who);
	store_read_done(t);
	return n;
}

static size_t jobs_now(struct world *w, struct job_row **out)
{
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	size_t n = job_list(t, 300, out);
	store_read_done(t);
	return n;
}

static size_t waiting(struct world *w, const char *kind)
{
	struct job_row *all;
	size_t n = jobs_now(w, &all), of_kind = 0;
	for (size_t i = 0; i < n; i++)
		of_kind += str_eq(all[i].kind, kind);
	return of_kind;
}

static void the_same_thing_is_told_once(void **state)
{
	struct world *w = *state;
	offer_both(w);
	tell(w, "todo", "supplement 1");
	tell(w, "todo", "supplement 1");
	assert_int_equal(unread(w, WHO_ACCOUNT, person), 1);
	assert_int_equal(waiting(w, "notice-email"), 1);
	tell(w, "todo", "supplement 2");
	tell(w, "todo", NULL);
	tell(w, "todo", NULL);
	assert_int_equal(unread(w, WHO_ACCOUNT, person), 4);
	assert_int_equal(unread(w, WHO_STAFF, person), 0);
	assert_int_equal(unread(w, WHO_ACCOUNT, person + 1), 0);
}

static void nobody_is_told_nothing(void **state)
{
	struct world *w = *state;
	offer_both(w);
	world_write(w, add, &(struct notice_new){ WHO_ACCOUNT, 0, "todo", "请补正材料", "", "", NULL }, OK);
	assert_int_equal(unread(w, WHO_ACCOUNT, 0), 0);
	assert_int_equal(waiting(w, "notice-email") + waiting(w, "notice-sms"), 0);
}

static enum err add_and_fail(struct tx *t, void *arg)
{
	notice_add(t, arg);
	return fault_set(t->fault, ERR_CONFLICT, "", "changed my mind");
}

static void what_was_undone_is_not_told(void **state)
{
	struct world *w = *state;
	offer_both(w);
	struct notice_new n = { WHO_ACCOUNT, person, "todo", "请补正材料", "", "", NULL };
	world_write(w, add_and_fail, &n, ERR_CONFLICT);
	assert_int_equal(unread(w, WHO_ACCOUNT, person), 0);
	assert_int_equal(waiting(w, "notice-email"), 0);
}

static void the_count_ends_at_a_hundred(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 103; i++)
		tell(w, "todo", NULL);
	assert_int_equal(unread(w, WHO_ACCOUNT, person), 100);
}

static void nothing_is_queued_where_the_place_offers_nothing(void **state)
{
	struct world *w = *state;
	tell(w, "todo", NULL);
	SET(w, "smtp_url", "smtp://127.0.0.1:1"); /* no sender: as good as nothing */
	tell(w, "todo", NULL);
	assert_int_equal(unread(w, WHO_ACCOUNT, person), 2);
	assert_int_equal(waiting(w, "notice-email") + waiting(w, "notice-sms"), 0);
}

static void the_habit_of_the_kind_holds_without_a_choice(void **state)
{
	struct world *w = *state;
	offer_both(w);
	tell(w, "todo", NULL); /* both */
	tell(w, "progress", NULL); /* e-mail only */
	assert_int_equal(waiting(w, "notice-email"), 2);
	assert_int_equal(waiting(w, "notice-sms"), 1);
}

struct choosing { const char *kind; int64_t email, sms; };

static enum err choose(struct tx *t, void *arg)
{
	const struct choosing *c = arg;
	notice_choose(t, "account", person, c->kind, &(struct notice_choice_row){ c->email, c->sms });
	return t->failed;
}

static void a_choice_goes_before_the_habit(void **state)
{
	struct world *w = *state;
	offer_both(w);
	world_write(w, choose, &(struct choosing){ "todo", 0, 0 }, OK);
	world_write(w, choose, &(struct choosing){ "progress", 0, 1 }, OK);
	tell(w, "todo", NULL);
	assert_int_equal(waiting(w, "notice-email") + waiting(w, "notice-sms"), 0);
	tell(w, "progress", NULL);
	assert_int_equal(waiting(w, "notice-email"), 0);
	assert_int_equal(waiting(w, "notice-sms"), 1);
}

static void who_changes_the_choice_before_it_is_sent_hears_nothing(void **state)
{
	struct world *w = *state;
	struct job_row *all;
	offer_both(w);
	tell(w, "todo", NULL);
	world_write(w, choose, &(struct choosing){ "todo", 0, 0 }, OK);
	assert_int_equal(jobs_run_due(&w->site, w->mem), 2);
	assert_int_equal(jobs_now(w, &all), 0);
}

static void without_an_address_it_is_done_without_sending(void **state)
{
	struct world *w = *state;
	offer_both(w);
	world_write(w, choose, &(struct choosing){ "todo", 1, 0 }, OK);
	tell(w, "todo", NULL);
	assert_int_equal(jobs_run_due(&w->site, w->mem), 1);
	assert_int_equal(waiting(w, "notice-email"), 0);
}

static void a_gateway_that_does_not_answer_is_tried_again_and_in_the_end_put_aside(void **state)
{
	struct world *w = *state;
	struct job_row *job;
	offer_both(w);
	world_write(w, choose, &(struct choosing){ "todo", 0, 1 }, OK);
	tell(w, "todo", NULL);
	for (int i = 0; i < 8; i++, world_clock += HOUR_MS) {
		assert_int_equal(jobs_run_due(&w->site, w->mem), 1);
		assert_int_equal(jobs_now(w, &job), 1);
		assert_int_equal(job->dead, i == 7);
		assert_true(str_starts(job->last_error, "短信网关连不上"));
		assert_null(strstr(job->last_error, "13900000001"));
	}
}

static const struct outgoing message = {
	.id = 4711, .made_at = INT64_C(1795327385000), .to = "lin@example.test", .title = "请在 11 月 30 日（周一）前补正：食品经营许可（新办）",
	.words = "缺 2 份材料。", .link = "https://hall.example.test/my/cases/1", .choices = "https://hall.example.test/my/notices/choices",
	.hall = "海沧区网上办事大厅", .from = "hall@example.test", .sign = "【海沧区】",
};

static const char *composed(struct arena *mem)
{
	struct out o;
	out_init(&o, mem, 1 << 20);
	mail_compose(&o, &message);
	assert_false(o.failed);
	const char *text = arena_strdup(mem, out_str(&o));
	out_release(&o);
	return text;
}

static const char *decoded(struct arena *mem, const char *from, size_t n)
{
	unsigned char *to = arena_alloc(mem, n + 1);
	assert_true(EVP_DecodeBlock(to, (const unsigned char *)from, (int)n) >= 0);
	return (char *)to;
}

/* The encoded words of a header put together; each must be whole characters. */
static const char *header(struct arena *mem, const char *mail, const char *name)
{
	const char *at = strstr(mail, arena_printf(mem, "\r\n%s: ", name)), *all = "";
	assert_non_null(at);
	for (at += strlen(name) + 4; str_starts(at, "=?UTF-8?B?"); at += strspn(at, "\r\n ")) {
		size_t n = strcspn(at + 10, "?");
		const char *word = decoded(mem, at + 10, n);
		assert_true(str_valid_utf8(word, strlen(word)));
		all = arena_printf(mem, "%s%s", all, word);
		at += 10 + n + 2;
	}
	return all;
}

static void a_mail_is_written_as_the_standards_say(void **state)
{
	struct world *w = *state;
	const char *mail = composed(w->mem);
	assert_string_equal(header(w->mem, arena_printf(w->mem, "\r\n%s", mail), "From"), message.hall);
	assert_string_equal(header(w->mem, mail, "Subject"), message.title);
	assert_non_null(strstr(mail, "\r\n <hall@example.test>\r\nTo: <lin@example.test>\r\n"));
	assert_non_null(strstr(mail, "\r\nDate: Sun, 22 Nov 2026 14:03:05 +0800\r\n"));
	assert_non_null(strstr(mail, "\r\nMessage-ID: <notice-4711@example.test>\r\n"));
	assert_non_null(strstr(mail, "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
	for (const char *line = mail, *end; (end = strstr(line, "\r\n")); line = end + 2) {
		assert_true(end - line <= 76);
		for (const char *p = line; p < end; p++)
			assert_true(*p >= ' ' && *p <= '~');
	}
	assert_string_equal(mail, composed(w->mem));
}

static void the_text_of_a_mail_says_where_to_look_and_how_to_hear_less(void **state)
{
	struct world *w = *state;
	const char *body = strstr(composed(w->mem), "\r\n\r\n") + 4, *text = "";
	for (size_t n; (n = strcspn(body, "\r")); body += n + 2)
		text = arena_printf(w->mem, "%s%s", text, decoded(w->mem, body, n));
	const char *const parts[] = { message.title, message.words, message.link, message.choices };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strstr(text, parts[i]))
			fail_msg("'%s' is not in the text: %s", parts[i], text);
}

static void a_short_message_has_seventy_characters_at_most(void **state)
{
	struct world *w = *state;
	struct outgoing m = message;
	assert_string_equal(sms_text(w->mem, &m), "【海沧区】请在 11 月 30 日（周一）前补正：食品经营许可（新办）。缺 2 份材料。");
	m.words = "";
	assert_string_equal(sms_text(w->mem, &m), "【海沧区】请在 11 月 30 日（周一）前补正：食品经营许可（新办）");
	m.words = "还有很多话要说，还有很多话要说，还有很多话要说，还有很多话要说，还有很多话要说，还有很多话要说，还有很多话要说。";
	assert_int_equal(str_length(sms_text(w->mem, &m)), 70);
}

static enum err read_all(struct tx *t, void *arg)
{
	(void)arg;
	notice_set_read_until(t, "account", person, INT64_MAX);
	return t->failed;
}

static size_t left(struct world *w)
{
	struct notice_row *all;
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	size_t n = notice_before(t, "account", person, INT64_MAX, 5000, &all);
	store_read_done(t);
	return n;
}

static void what_was_read_is_forgotten_after_four_hundred_days(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 1003; i++)
		tell(w, "progress", NULL);
	world_write(w, read_all, NULL, OK);
	tell(w, "todo", NULL); /* old, but nobody has read it */
	world_clock += INT64_C(399) * 24 * HOUR_MS;
	assert_int_equal(notices_run_forget(&w->site, w->mem, &w->fault, ""), OK);
	assert_int_equal(left(w), 1004);
	world_clock += INT64_C(2) * 24 * HOUR_MS;
	tell(w, "todo", NULL);
	assert_int_equal(notices_run_forget(&w->site, w->mem, &w->fault, ""), OK);
	assert_int_equal(left(w), 2);
	assert_int_equal(unread(w, WHO_ACCOUNT, person), 2);
}

static void settings_take_addresses_and_hide_secrets(void **state)
{
	struct world *w = *state;
	static const char *const wrong[][3] = {
		{ "smtp_url", "http://mail.example.test" }, { "smtp_url", "smtp://" }, { "smtp_url", "smtp://user:word@mail.example.test" },
		{ "sms_url", "ftp://sms.example.test" }, { "sms_url", "https:///send" }, { "sms_url", "https://sms.example.test/a b" },
		{ "smtp_from", "nobody" }, { "sms_token", "a\r\nX-Other: b" },
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		world_write(w, put_settings, (void *)wrong[i], ERR_BAD_INPUT);
		w->fault = (struct fault){ 0 };
	}
	SET(w, "smtp_url", "smtps://mail.example.test:465", "sms_url", "https://sms.example.test/send?v=2", "sms_token", "top-secret", "smtp_url", "");
	struct tx *t = store_read(w->site.store, w->mem, &w->fault);
	assert_string_equal(setting_text(t, SETTING_SMS_TOKEN), "top-secret");
	assert_null(strstr(setting_shown(t, SETTING_SMS_TOKEN), "secret"));
	assert_string_equal(setting_shown(t, SETTING_SMTP_PASSWORD), "");
	assert_string_equal(setting_shown(t, SETTING_SMS_URL), "https://sms.example.test/send?v=2");
	store_read_done(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_thing_is_told_once, setup, teardown),
		cmocka_unit_test_setup_teardown(nobody_is_told_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_undone_is_not_told, setup, teardown),
		cmocka_unit_test_setup_teardown(the_count_ends_at_a_hundred, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_is_queued_where_the_place_offers_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(the_habit_of_the_kind_holds_without_a_choice, setup, teardown),
		cmocka_unit_test_setup_teardown(a_choice_goes_before_the_habit, setup, teardown),
		cmocka_unit_test_setup_teardown(who_changes_the_choice_before_it_is_sent_hears_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(without_an_address_it_is_done_without_sending, setup, teardown),
		cmocka_unit_test_setup_teardown(a_gateway_that_does_not_answer_is_tried_again_and_in_the_end_put_aside, setup, teardown),
		cmocka_unit_test_setup_teardown(a_mail_is_written_as_the_standards_say, setup, teardown),
		cmocka_unit_test_setup_teardown(the_text_of_a_mail_says_where_to_look_and_how_to_hear_less, setup, teardown),
		cmocka_unit_test_setup_teardown(a_short_message_has_seventy_characters_at_most, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_read_is_forgotten_after_four_hundred_days, setup, teardown),
		cmocka_unit_test_setup_teardown(settings_take_addresses_and_hide_secrets, setup, teardown),
	};
	return cmocka_run_group_tests_name("notices", tests, NULL, NULL);
}
