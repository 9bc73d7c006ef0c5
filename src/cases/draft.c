/* Drafts: everything that an applicant, or a clerk at the counter, fills in before an application is handed in. Each part is
 * kept at once and on its own. */
#include "cases/cases.h"
#include "base/digest.h"
#include "base/str.h"
#include "store/store.sql.h"

enum { MOST_FILES = 10 };

const char *case_query_code(const struct site *site, struct arena *a, int64_t case_id)
{
	const char *hex = secret_key(site->secret, a, "query", arena_printf(a, "%lld", (long long)case_id));
	uint64_t v = 0;
	for (int i = 0; i < 16; i++)
		v = v << 4 | (uint64_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
	return arena_printf(a, "%06llu", (unsigned long long)(v % 1000000));
}

static const char *first_source(const struct material *m)
{
	return m->by_form ? "form" : *m->licence ? "license" : "none";
}

enum err case_draft(struct tx *t, struct site *site, const struct draft_new *d, int64_t *out_id)
{
	int64_t before = case_by_once(t, d->once);
	if (before) {
		*out_id = before;
		return OK;
	}
	struct case_row c = {
		.id = store_new_id(t->store), .item = d->item->id, .item_version = d->item->version, .item_name = d->item->name,
		.organisation = d->item->organisation, .state = states[STATE_DRAFT].word, .mode = d->mode ? d->mode->kind : "counter",
		.channel = d->channel, .account = d->account, .applicant = d->applicant, .applicant_kind = d->applicant_kind,
		.certificate = secret_seal(site->secret, t->mem, d->certificate),
		.certificate_key = certificate_key(site->secret, t->mem, d->certificate), .contact = d->contact,
		.phone = secret_seal(site->secret, t->mem, d->phone), .form = d->answers ? d->answers : "{}", .delivery = "{}", .head = "", .rating_words = "",
		.withdrawal = "", .extension = "", .hearing = "", .asking = "", .members = "", .opened_at = t->now,
	};
	case_new(t, &c, d->once);
	const json_t *answers = json_parse(t->mem, c.form);
	for (size_t i = 0; i < d->body->n_materials; i++) {
		const struct material *m = &d->body->materials[i];
		material_add(t, c.id, m->no, m->name, material_asked(t->mem, m, answers) ? first_source(m) : "noneed");
	}
	if (t->failed)
		return t->failed;
	*out_id = c.id;
	return OK;
}

bool case_editable(const struct case_row *c, const struct who *who)
{
	enum case_state s = state_by_word(c->state);
	if (who->kind == WHO_ACCOUNT)
		return c->account == who->id && (s == STATE_PREREVIEW_FIX || s == STATE_SUPPLEMENT || s == STATE_REVIEW_SUPPLEMENT || (s == STATE_DRAFT && str_eq(c->channel, "web")));
	bool open = s == STATE_AWAITING_PAPERS || s == STATE_RECEIVED || s == STATE_SUPPLEMENT || s == STATE_REVIEW_SUPPLEMENT || (s == STATE_DRAFT && str_eq(c->channel, "counter"));
	return open && who_has(who, ROLE_COUNTER, c->organisation);
}

/* What the circumstances do not ask for is not needed; what they ask for now is as if it had always been. Paper that somebody
 * took at a window stays on record. */
static const char *source_now(struct tx *t, int64_t case_id, const struct material_row *m, const struct material *is, const json_t *answers)
{
	if (!material_asked(t->mem, is, answers))
		return str_eq(m->source, "paper") ? m->source : "noneed";
	if (!str_eq(m->source, "noneed"))
		return m->source;
	return case_file_count(t, case_id, m->no) ? "upload" : first_source(is);
}

void case_save_form(struct tx *t, int64_t case_id, const char *json)
{
	struct case_row c;
	struct material_row *m;
	case_set_form(t, case_id, json);
	const struct body *b = case_by_id(t, case_id, &c) ? item_body(t, c.item, c.item_version) : NULL;
	if (!b)
		return;
	const json_t *answers = json_parse(t->mem, json);
	size_t n = material_list(t, case_id, &m);
	for (size_t i = 0; i < n; i++) {
		if ((size_t)m[i].no > b->n_materials)
			continue;
		const char *source = source_now(t, case_id, &m[i], &b->materials[m[i].no - 1], answers);
		bool anew = str_eq(source, "form") && *m[i].opinion; /* a form filled in anew is looked at anew */
		if (anew || !str_eq(source, m[i].source))
			material_set_source(t, case_id, m[i].no, source, 0, 0);
	}
}

void case_save_delivery(struct tx *t, int64_t case_id, const char *json)
{
	case_set_delivery(t, case_id, json);
}

/* The case, when this person may change it now. */
static enum err editable(struct tx *t, const struct who *who, int64_t case_id, struct case_row *c)
{
	bool mine = case_by_id(t, case_id, c) && (who->kind == WHO_ACCOUNT ? c->account == who->id : who_has(who, ANY_ROLE, c->organisation));
	if (!mine)
		return fail(t, ERR_NOT_FOUND, "没有找到这个办件。");
	if (!case_editable(c, who))
		return fail(t, ERR_CONFLICT, "这件事现在是“%s”，材料不能再改。", states[state_by_word(c->state)].name);
	return OK;
}

static bool find_material(struct tx *t, int64_t case_id, int64_t no, struct material_row *out)
{
	struct material_row *m;
	size_t n = material_list(t, case_id, &m);
	for (size_t i = 0; i < n; i++)
		if (m[i].no == no) {
			*out = m[i];
			return true;
		}
	return false;
}

enum err case_file_put(struct tx *t, const struct who *who, const struct case_upload *u, int64_t *out_id)
{
	struct case_row c;
	struct material_row m;
	enum err e = editable(t, who, u->case_id, &c);
	if (e)
		return e;
	if (!find_material(t, u->case_id, u->material, &m))
		return fail(t, ERR_NOT_FOUND, "没有找到这份材料。");
	if (case_file_count(t, u->case_id, u->material) >= MOST_FILES)
		return fail_field(t, "file", "一份材料最多放 %d 个文件，请先删除不用的", MOST_FILES);
	int64_t id = store_new_id(t->store);
	file_add(t, u->hash, u->size_bytes, u->type);
	case_file_add(t, u->case_id, id, u->material, u->hash, u->name);
	material_set_source(t, u->case_id, u->material, "upload", m.originals, m.copies);
	case_touch(t, u->case_id);
	if (t->failed)
		return t->failed;
	*out_id = id;
	return OK;
}

enum err case_file_drop(struct tx *t, const struct who *who, int64_t case_id, int64_t file_id)
{
	struct case_row c;
	struct case_file_row f;
	enum err e = editable(t, who, case_id, &c);
	if (e)
		return e;
	if (!case_file_by_id(t, case_id, file_id, &f))
		return fail(t, ERR_NOT_FOUND, "没有找到这个文件。");
	const struct body *b = item_body(t, c.item, c.item_version);
	case_file_remove(t, case_id, file_id);
	case_touch(t, case_id);
	bool left = case_file_count(t, case_id, f.material) > 0;
	bool known = b && (size_t)f.material <= b->n_materials;
	material_set_source(t, case_id, f.material, left ? "upload" : known ? first_source(&b->materials[f.material - 1]) : "none", 0, 0);
	return t->failed;
}

enum err case_material_paper(struct tx *t, const struct who *who, int64_t case_id, int64_t no, const char *source,
			     int64_t originals, int64_t copies)
{
	struct case_row c;
	enum err e = editable(t, who, case_id, &c);
	if (e)
		return e;
	case_touch(t, case_id);
	return material_set_source(t, case_id, no, source, originals, copies) ? t->failed : fail(t, ERR_NOT_FOUND, "没有找到这份材料。");
}

enum err case_opinion(struct tx *t, const struct who *who, int64_t case_id, int64_t no, const char *opinion, const char *words)
{
	struct case_row c;
	if (!case_by_id(t, case_id, &c) || !case_visible(&c, who))
		return fail(t, ERR_NOT_FOUND, "没有找到这个办件。");
	enum case_state s = state_by_word(c.state);
	bool now = (s == STATE_PREREVIEW && who_has(who, ROLE_PREREVIEW, c.organisation)) ||
		   (s == STATE_RECEIVED && who_has(who, ROLE_HANDLE, c.organisation)) ||
		   (s == STATE_IN_REVIEW && who_has(who, ROLE_HANDLE | ROLE_CHECK, c.organisation));
	if (!now)
		return fail(t, ERR_CONFLICT, "这件事现在是“%s”，不能写材料意见。", states[s].name);
	if (str_eq(opinion, "bad") && str_blank(words))
		return fail_field(t, "words", "请写明哪里不符合、要怎么改，申请人会看到");
	if (!material_set_opinion(t, case_id, no, opinion, words, who->name))
		return fail(t, ERR_NOT_FOUND, "没有找到这份材料。");
	case_touch(t, case_id);
	task_seen(t, case_id);
	return t->failed;
}

static bool delivery_whole(struct arena *a, const char *json)
{
	const json_t *v = json_parse(a, json);
	const char *method = json_get_text(v, "method");
	return str_eq(method, "window") || str_eq(method, "electronic") ||
	       (str_eq(method, "post") && *json_get_text(v, "address") && *json_get_text(v, "recipient") && *json_get_text(v, "phone"));
}

struct draft_check case_draft_check(struct tx *t, const struct case_row *c, const struct body *b)
{
	struct draft_check d = { 0 };
	struct material_row *m;
	const struct form_person who = { .signer = str_eq(c->channel, "counter") ? "" : *c->contact ? c->contact : c->applicant };
	d.form = forms_whole(t->mem, forms_of_item(t->mem, t, b->json), &who, c->form, &d.form_missing);
	size_t n = material_list(t, c->id, &m);
	for (size_t i = 0; i < n; i++) {
		bool required = (size_t)m[i].no <= b->n_materials && str_eq(b->materials[m[i].no - 1].necessity, "1");
		d.materials_missing += required && str_eq(m[i].source, "none");
	}
	d.materials = d.materials_missing == 0;
	d.delivery = str_eq(c->channel, "counter") || delivery_whole(t->mem, c->delivery);
	return d;
}
