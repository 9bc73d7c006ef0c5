/* One question or group of a form. What is asked about it is itself a form (forms/forms.h), drawn and read by the same code. */
#include "registry/designer_private.h"
#include "base/str.h"
#include "registry/designer_entry.html.h"
#include <stdlib.h>
#include <string.h>

#define WHEN_HINT "例如：kind = “延续” and area > 500。可以用的代号列在下面；不填就是总是"

static const char field_form[] =
	"[{\"group\":\"问什么\",\"name\":\"kind\",\"label\":\"怎样填\",\"kind\":\"choice\",\"required\":true},"
	"{\"name\":\"label\",\"label\":\"问题\",\"kind\":\"text\",\"required\":true,\"max\":100,\"hint\":\"申请人看到的话，短一些\"},"
	"{\"name\":\"name\",\"label\":\"代号\",\"kind\":\"text\",\"required\":true,\"max\":40,"
	"\"hint\":\"小写字母、数字和下划线。条件里用它，回答也记在它名下：发布过的不要改\"},"
	"{\"name\":\"hint\",\"label\":\"提示\",\"kind\":\"text\",\"max\":200,\"hint\":\"例如怎么写、写到多细\"},"
	"{\"name\":\"required\",\"label\":\"必填\",\"kind\":\"check\",\"when\":\"not (kind in (“note”, “file”, “computed”))\"},"
	"{\"name\":\"choices\",\"label\":\"可以选的\",\"kind\":\"long\",\"max\":4000,\"hint\":\"一行一个\",\"when\":\"kind in (“choice”, “choices”)\"},"
	"{\"name\":\"choices_from\",\"label\":\"或者用一张代码表\",\"kind\":\"text\",\"max\":40,\"hint\":\"写代码表的代号，例如 sex\","
	"\"when\":\"kind in (“choice”, “choices”)\"},"
	"{\"name\":\"min\",\"label\":\"最小\",\"kind\":\"decimal\",\"hint\":\"文字是字数，数字和金额是大小，选几项是项数\","
	"\"when\":\"kind in (“text”, “long”, “address”, “number”, “decimal”, “money”, “choices”)\"},"
	"{\"name\":\"max\",\"label\":\"最大\",\"kind\":\"decimal\",\"when\":\"kind in (“text”, “long”, “address”, “number”, “decimal”, “money”, “choices”)\"},"
	"{\"name\":\"material\",\"label\":\"是哪一份材料\",\"kind\":\"choice\",\"required\":true,\"when\":\"kind = “file”\"},"
	"{\"group\":\"规则\",\"name\":\"when\",\"label\":\"什么时候问\",\"kind\":\"text\",\"max\":1000,\"hint\":\"" WHEN_HINT "要问\"},"
	"{\"name\":\"required_when\",\"label\":\"什么时候必填\",\"kind\":\"text\",\"max\":1000,\"hint\":\"平时可以不填，在这种情况下要填\"},"
	"{\"name\":\"computed\",\"label\":\"怎样算出\",\"kind\":\"text\",\"max\":1000,\"hint\":\"例如：count(staff)、sum(staff.pay) * 12、days(from, to)\","
	"\"when\":\"kind in (“computed”, “number”, “decimal”, “money”, “text”)\"},"
	"{\"name\":\"check\",\"label\":\"填好以后要符合\",\"kind\":\"text\",\"max\":1000,\"hint\":\"例如：closing >= opening\"},"
	"{\"name\":\"check_words\",\"label\":\"不符合时怎么说\",\"kind\":\"text\",\"max\":200,\"when\":\"not empty(check)\"},"
	"{\"group\":\"自动填入\",\"name\":\"prefill\",\"label\":\"用什么填\",\"kind\":\"text\",\"max\":100,"
	"\"hint\":\"account.name 姓名或名称，account.certificate 证件号码，account.phone 手机号，account.address 地址，contact.name 经办人，"
	"licence.食品经营许可证.number 证照号码（.holder 持有人，.until 有效期止）\"},"
	"{\"name\":\"fixed\",\"label\":\"填入后不能改\",\"kind\":\"check\",\"when\":\"not empty(prefill)\"},"
	"{\"name\":\"group\",\"label\":\"放在哪个标题下\",\"kind\":\"text\",\"max\":60,\"hint\":\"不填：接着前面的组\"}]";

static const char group_form[] =
	"[{\"name\":\"label\",\"label\":\"组名\",\"kind\":\"text\",\"required\":true,\"max\":60},"
	"{\"name\":\"hint\",\"label\":\"说明\",\"kind\":\"text\",\"max\":300},"
	"{\"name\":\"when\",\"label\":\"什么时候问这一组\",\"kind\":\"text\",\"max\":1000,\"hint\":\"" WHEN_HINT "要问\"},"
	"{\"name\":\"name\",\"label\":\"代号\",\"kind\":\"text\",\"max\":40,\"hint\":\"填了代号，这一组就可以填多行，例如每个从业人员一行\"},"
	"{\"name\":\"min\",\"label\":\"最少几行\",\"kind\":\"number\",\"max\":50,\"when\":\"not empty(name)\"},"
	"{\"name\":\"max\",\"label\":\"最多几行\",\"kind\":\"number\",\"max\":50,\"when\":\"not empty(name)\"}]";

static const struct choice *kind_choices(struct arena *a)
{
	size_t n = 0;
	while (form_kinds[n].word)
		n++;
	struct choice *all = arena_array(a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct choice){ form_kinds[i].word, form_kinds[i].name };
	return all;
}

static const struct choice *material_choices(struct arena *a, const json_t *body)
{
	json_t *list;
	size_t n = json_get_array(body, "materials", &list);
	struct choice *all = arena_array(a, struct choice, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *name = json_get_text(json_array_get(list, i), "name");
		all[i] = (struct choice){ name, name };
	}
	return all;
}

static void choose_from(const struct form *f, const char *name, const struct choice *choices)
{
	for (size_t i = 0; i < f->n_fields; i++)
		if (str_eq(f->fields[i].field.name, name))
			f->fields[i].field.choices = choices;
}

static const struct form *form_of(struct req *r, const struct editing *e, bool group)
{
	const struct form *f = forms_parse(r->mem, req_tx(r), json_parse(r->mem, group ? group_form : field_form));
	choose_from(f, "kind", kind_choices(r->mem));
	choose_from(f, "material", material_choices(r->mem, e->body));
	return f;
}

/* ---- an entry as answers, and answers as an entry ---- */

static const char *lines_of(struct arena *a, const json_t *list)
{
	const char *all = "";
	for (size_t i = 0; i < json_array_size(list); i++)
		all = arena_printf(a, "%s%s%s", all, i ? "\n" : "", str_or_empty(json_string_value(json_array_get(list, i))));
	return all;
}

static const char *text_of(struct arena *a, const json_t *v)
{
	if (json_is_array(v))
		return lines_of(a, v);
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (json_is_real(v))
		return arena_printf(a, "%g", json_real_value(v));
	return json_is_true(v) ? "1" : str_or_empty(json_string_value(v));
}

static void release(void *v)
{
	json_decref(v);
}

static const char *answers_of(struct arena *a, const struct form *f, const json_t *entry)
{
	json_t *all = json_object();
	arena_defer(a, release, all);
	for (size_t i = 0; i < f->n_fields; i++)
		json_object_set_new(all, f->fields[i].field.name, json_string(text_of(a, json_object_get(entry, f->fields[i].field.name))));
	return json_print(a, all);
}

static json_t *list_of(struct arena *a, const char *text)
{
	json_t *all = json_array();
	while (*text) {
		size_t n = strcspn(text, "\r\n");
		const char *line = str_trim(a, arena_strndup(a, text, n));
		if (*line)
			json_array_append_new(all, json_string(line));
		text += n + strspn(text + n, "\r\n");
	}
	return all;
}

/* A bound that is no number yet is kept out: the answer stands on the page with its error. */
static json_t *number_of(const char *text)
{
	int64_t whole;
	if (num_parse(text, INT32_MIN, INT64_MAX / 1000, &whole))
		return json_integer(whole);
	char *end;
	double v = strtod(text, &end);
	return *text && !*end ? json_real(v) : NULL;
}

static json_t *value_of(struct arena *a, const char *name, enum field_kind is, const char *text)
{
	if (!*text)
		return NULL;
	if (is == FIELD_CHECK)
		return str_eq(text, "1") ? json_true() : NULL;
	if (is == FIELD_NUMBER || is == FIELD_DECIMAL)
		return number_of(text);
	return str_eq(name, "choices") ? list_of(a, text) : json_string(text);
}

/* Only what is asked about this kind of entry is said by it. */
static json_t *entry_of(struct arena *a, const struct form *f, bool group, const char *json)
{
	const json_t *asked = forms_asked(a, f, json_parse(a, json));
	json_t *entry = group ? json_pack("{ss}", "kind", "group") : json_object();
	for (size_t i = 0; i < f->n_fields; i++) {
		const struct field *field = &f->fields[i].field;
		json_t *v = value_of(a, field->name, field->kind, json_get_text(asked, field->name));
		if (v)
			json_object_set_new(entry, field->name, v);
	}
	return entry;
}

/* ---- the page ---- */

static void add_name(struct designer_entry_view *v, const char *name, const char *label, const char *about)
{
	v->names[v->n_names++] = (struct designer_line){ .title = label, .kind = name, .about = about };
}

static const char *choice_words(struct arena *a, const struct choice *choices)
{
	enum { MOST = 8 };
	const char *all = "";
	for (size_t i = 0; i < choice_count(choices) && i < MOST; i++)
		all = arena_printf(a, "%s%s%s", all, i ? "、" : "", choices[i].word);
	return choice_count(choices) > MOST ? arena_printf(a, "%s…", all) : all;
}

static void fill_names(struct req *r, struct designer_entry_view *v)
{
	const struct form *f = forms_of_item(r->mem, req_tx(r), v->is->body);
	v->names = arena_array(r->mem, struct designer_line, f->n_fields + f->n_groups + 1);
	for (size_t i = 0; i < f->n_groups; i++) {
		const struct form_group *g = &f->groups[i];
		if (*g->name)
			add_name(v, arena_printf(r->mem, "count(%s)", g->name), g->title, "行数");
		for (size_t k = 0; k < g->n; k++) {
			const struct form_field *q = &f->fields[g->first + k];
			const char *name = *g->name ? arena_printf(r->mem, "sum(%s.%s)", g->name, q->field.name) : q->field.name;
			if (q->kind->shape != SHAPE_NONE)
				add_name(v, name, q->field.label, choice_words(r->mem, q->kind->takes & TAKES_CHOICES ? q->field.choices : NULL));
		}
	}
}

static void draw(struct req *r, const struct editing *e, bool group, int64_t no, const char *json, const char *kept)
{
	const char *number = no ? arena_printf(r->mem, "%lld", (long long)no) : "new", *after = req_query(r, "after");
	struct designer_entry_view v = {
		.is = e, .form = form_of(r, e, group), .json = json, .kept = kept, .is_group = group,
		.title = arena_printf(r->mem, "%s%s", no ? "修改" : "新增", group ? "一组" : "问题"),
		.here = arena_printf(r->mem, "/admin/adjustments/%lld/form/entries/%s?kind=%s&after=%lld", (long long)e->a.id, number, group ? "group" : "",
				     (long long)strtoll(after, NULL, 10)),
	};
	fill_names(r, &v);
	registry_designer_entry(r->out, r, &v);
}

/* The entry of the path; 0 and NULL for a new one. */
static enum err find(struct req *r, json_t *list, int64_t *out_no, json_t **out_entry)
{
	bool is_new = str_eq(req_param(r, "no"), "new");
	int64_t no = req_param_id(r, "no");
	if (!is_new && (no < 1 || no > (int64_t)json_array_size(list)))
		return fail(r, ERR_NOT_FOUND, "没有这一项，可能已经删除。");
	*out_no = is_new ? 0 : no;
	*out_entry = is_new ? NULL : json_array_get(list, (size_t)no - 1);
	return OK;
}

static bool is_group(struct req *r, const json_t *entry)
{
	return str_eq(entry ? json_get_text(entry, "kind") : req_query(r, "kind"), "group");
}

enum err designer_entry_show(struct req *r)
{
	struct editing e;
	json_t *list, *entry;
	int64_t no;
	enum err failed = designer_open(r, false, &e, &list);
	if (!failed)
		failed = find(r, list, &no, &entry);
	if (failed)
		return failed;
	bool group = is_group(r, entry);
	const char *json = entry ? answers_of(r->mem, form_of(r, &e, group), entry) : group ? "{}" : "{\"kind\":\"text\"}";
	draw(r, &e, group, no, json, NULL);
	return OK;
}

/* What is wrong with entry no, beside what its own form has found: at the fields. */
static void say_faults(struct req *r, const struct editing *e, const struct form *f, int64_t no)
{
	struct form_fault *all;
	const char *prefix = arena_printf(r->mem, "form.%lld.", (long long)no - 1);
	size_t n = forms_faults(r->mem, req_tx(r), e->body, &all);
	for (size_t i = 0; i < n; i++) {
		const char *member = str_starts(all[i].key, prefix) ? all[i].key + strlen(prefix) : "";
		const struct form_field *field = *member ? forms_field(f, member) : NULL;
		/* A group that is empty still is one that has just been made. */
		bool coming = str_eq(member, "label") && f->n_fields == 6 && strstr(all[i].words, "还没有内容");
		if (field && !coming && !form_error_of(r, member))
			form_add_error(r, member, field->field.label, all[i].words);
	}
}

static void put(json_t *list, int64_t no, int64_t after, json_t *entry)
{
	size_t n = json_array_size(list);
	if (no)
		json_array_set_new(list, (size_t)no - 1, entry);
	else
		json_array_insert_new(list, after > 0 && after < (int64_t)n ? (size_t)after : n, entry);
}

enum err designer_entry_save(struct req *r)
{
	struct editing e;
	json_t *list, *entry;
	int64_t no;
	enum err failed = designer_open(r, true, &e, &list);
	if (!failed)
		failed = find(r, list, &no, &entry);
	if (failed)
		return failed;
	bool group = is_group(r, entry);
	const struct form *f = form_of(r, &e, group);
	const struct form_person nobody = { 0 };
	const char *json;
	(void)forms_read(r, f, &nobody, &json);
	int64_t after = req_query_int(r, "after", 0, INT32_MAX, 0);
	put(list, no, after, entry_of(r->mem, f, group, json));
	if (!no)
		no = after > 0 && after < (int64_t)json_array_size(list) - 1 ? after + 1 : (int64_t)json_array_size(list);
	failed = designer_keep(r, &e);
	if (failed)
		return failed;
	say_faults(r, &e, f, no);
	if (r->n_errors) {
		draw(r, &e, group, no, json, "已经保存。有几处还要修改，提交以前改好就行。");
		return reply_again(r);
	}
	reply_say(r, "“%s”已保存。", json_get_text(json_array_get(list, (size_t)no - 1), "label"));
	bool more = str_eq(req_field(r, "do"), "more");
	return reply_redirect(r, more ? "/admin/adjustments/%lld/form/entries/new?after=%lld" : "/admin/adjustments/%lld/form#list",
			      (long long)e.a.id, (long long)no);
}
