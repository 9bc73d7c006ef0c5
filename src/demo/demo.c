/* Installs the demonstration: organisations and items from demo/, people, cases played through the past. */
#include "demo/demo_private.h"
#include "demo_files.h"
#include "base/str.h"
#include "jobs/jobs.h"
#include "letters/paper.h"
#include "web/command.h"
#include "store/files.h"
#include <stdatomic.h>
#include <stdio.h>

static _Atomic int64_t shown_now;

int64_t demo_now(void)
{
	int64_t ms = atomic_load(&shown_now);
	return ms ? ms : now_ms();
}

void demo_set_now(int64_t ms)
{
	atomic_store(&shown_now, ms);
}

size_t demo_organisation_at(const struct demo *d, const char *code)
{
	size_t i = 0;
	while (i < d->n_organisations && !str_eq(d->codes[i], code))
		i++;
	must(i < d->n_organisations);
	return i;
}

static void add_organisation(struct tx *t, struct demo *d, const json_t *o)
{
	must(d->n_organisations < DEMO_ORGANISATIONS);
	struct organisation row = {
		.kind = json_get_text(o, "kind"), .name = json_get_text(o, "name"), .short_name = json_get_text(o, "short"),
		.uscc = json_get_text(o, "uscc"), .mark = json_get_text(o, "mark"), .address = json_get_text(o, "address"),
		.hours = json_get_text(o, "hours"), .phone = json_get_text(o, "phone"), .complain_phone = json_get_text(o, "complain_phone"),
		.review_body = json_get_text(o, "review_body"), .court = json_get_text(o, "court"), .windows = json_get_text(o, "windows"),
	};
	size_t at = d->n_organisations++;
	d->codes[at] = json_get_text(o, "code");
	d->organisations[at] = organisation_add(t, &row, row.uscc, "", (int64_t)at + 1);
}

static enum err install_organisations(struct tx *t, void *arg)
{
	struct demo *d = arg;
	const struct embedded *e = demo_files;
	while (!str_ends(e->path, "departments.json"))
		e++;
	json_t *v = json_parse(d->mem, (const char *)e->data), *list;
	size_t n = json_get_array(v, "organisations", &list);
	for (size_t i = 0; i < n; i++)
		add_organisation(t, d, json_array_get(list, i));
	enum err failed = setting_set(t, "notice", json_get_text(v, "notice"));
	return failed ? failed : setting_set(t, "real_name", "demo");
}

static enum err publish(struct tx *t, struct demo *d, json_t *item)
{
	int64_t no = json_get_int(item, "id", 0);
	must(no > 0 && no < DEMO_ITEMS);
	size_t at = demo_organisation_at(d, json_get_text(item, "organisation"));
	papers_attach(t, d, no, item);
	d->bodies[no] = item;
	const json_t *first = history_is_later(no) ? history_before(d->mem, item) : item;
	return item_publish(t, json_print(d->mem, first), d->organisations[at], "演示数据", &d->items[no]);
}

static enum err install_items(struct tx *t, void *arg)
{
	struct demo *d = arg;
	enum err e = OK;
	for (const struct embedded *f = demo_files; f->path && !e; f++) {
		json_t *list = json_parse(d->mem, (const char *)f->data);
		for (size_t i = 0; json_is_array(list) && i < json_array_size(list) && !e; i++)
			e = publish(t, d, json_array_get(list, i));
	}
	return e;
}

/* One page that says what it is, so that nobody takes it for somebody's document. */
static enum err make_sample(struct demo *d)
{
	static const struct paper_block blocks[] = {
		{ .kind = PAPER_PARAGRAPH, .text = "这是演示用的材料样张，内容为虚构，没有任何法律效力。" },
		{ .kind = PAPER_PARAGRAPH, .text = "真实办件里，这里是申请人上传的原件扫描件或电子材料。" },
	};
	const struct paper p = { .kind = PAPER_LETTER, .title = "材料样张（演示）", .agency = "演示申请人", .blocks = blocks, .n_blocks = 2,
				 .date = "", .copy_mark = "演示", .made_at = 0 };
	struct out pdf;
	char hash[DIGEST_HEX];
	out_init(&pdf, d->mem, 8 << 20);
	enum err e = paper_render(&p, &pdf, d->fault);
	if (!e)
		e = file_put(d->site->store, d->mem, d->fault, pdf.data, pdf.len, hash);
	d->file_bytes = (int64_t)pdf.len;
	if (!e)
		d->file_hash = arena_strdup(d->mem, hash);
	out_release(&pdf);
	return e;
}

enum err demo_install(struct site *site, struct arena *mem, struct fault *f)
{
	struct demo d = { .site = site, .mem = mem, .fault = f };
	d.password_hashed = password_hash(mem, "tongban2026");
	enum err e = store_write(site->store, mem, f, install_organisations, &d);
	if (!e)
		e = make_sample(&d);
	if (!e)
		e = papers_make(&d);
	if (!e)
		e = demo_people(&d);
	history_begin(&d);
	if (!e)
		e = store_write(site->store, mem, f, install_items, &d);
	if (!e)
		e = records_install(&d);
	if (!e)
		e = history_play(&d);
	demo_set_now(0);
	if (!e)
		e = demo_play(&d);
	if (!e)
		jobs_run_due(site, mem);
	return e;
}

static int cmd_accounts(struct call *c)
{
	(void)c;
	puts("  演示账户（密码都是 tongban2026）\n"
	     "    申请人   手机 13900000001（王晓岚，个人）、13900000011（晴川餐饮，企业）\n"
	     "    工作人员 window（综合窗口）、01a、01d（区市场监管局 预审与承办）、01b（审核）、01c（批准，单位负责人）；其他部门把 01 换成 02…18、31…34\n"
	     "             12b 这几天请假，由 12d 代办\n"
	     "    审改办   reform（审核事项调整）；01a 等也编制本单位的事项\n"
	     "    管理员   admin\n"
	     "  Demonstration accounts, all with the password tongban2026: applicants sign in by phone at /sign-in,\n"
	     "  staff by the names above at /desk/sign-in.");
	return EXIT_OK;
}

static const struct command commands[] = {
	{ "accounts", "", "the accounts of the demonstration", COMMAND_BARE, cmd_accounts },
	{ 0 },
};

const struct room demo_room = { .name = "demo", .commands = commands };
