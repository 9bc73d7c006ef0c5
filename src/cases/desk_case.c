/* The page of one case at the desk: who, what, where it stands, and only what may be done with it now. */
#include "cases/desk.h"
#include "cases/desk_case.html.h"
#include "cases/desk_clock.html.h"
#include "base/str.h"

static const char *const tabs[] = { "materials", "form", "timeline", "letters" };

static const char *tab_of(const char *asked)
{
	for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++)
		if (str_eq(tabs[i], asked))
			return tabs[i];
	return tabs[0];
}

enum err desk_case_load(struct req *r, int64_t id, struct case_row *out)
{
	struct case_row c;
	enum err e = case_for(r, id, &c);
	if (e)
		return e;
	if (str_eq(c.state, states[STATE_DRAFT].word))
		return fail(r, ERR_NOT_FOUND, "没有找到这个办件。");
	*out = c;
	return OK;
}

bool desk_case_is_guest(const struct req *r, const struct case_row *c)
{
	return !who_has(&r->who, ANY_ROLE, c->organisation);
}

enum err desk_case_own(struct req *r, int64_t id, struct case_row *out)
{
	struct case_row c;
	enum err e = desk_case_load(r, id, &c);
	if (e)
		return e;
	if (desk_case_is_guest(r, &c))
		return fail(r, ERR_FORBIDDEN, "这件事由别的单位办理，您只答复征求的意见。");
	*out = c;
	return OK;
}

static void load_person(struct req *r, struct desk_case *v)
{
	static const struct field purpose = { "purpose", "查看用途", FIELD_TEXT, .required = true,
					      .hint = "例如：核对原件。会记入审计。" };
	const char *certificate = case_unsealed(r, v->c.certificate), *phone = case_unsealed(r, v->c.phone);
	v->certificate_name = str_eq(v->c.applicant_kind, "company") ? "统一社会信用代码" : "公民身份号码";
	v->certificate = v->revealed ? certificate : certificate_masked(r->mem, certificate);
	v->phone = v->revealed ? phone : phone_masked(r->mem, phone);
	v->purpose = form_view(r, &purpose, "");
}

static const char *size_words(struct arena *mem, int64_t bytes)
{
	return bytes < 1024 * 1024 ? arena_printf(mem, "%lld KB", (long long)(bytes + 1023) / 1024)
				   : arena_printf(mem, "%.1f MB", (double)bytes / (1024.0 * 1024.0));
}

static const char *came_words(struct arena *mem, const struct material_row *m)
{
	static const struct { const char *source, *words; } came[] = {
		{ "none", "没有提供" }, { "upload", "网上上传" }, { "electronicmaterial", "电子件" },
		{ "license", "从证照库共享" }, { "form", "由申请表生成" }, { "noneed", "本次不需要" },
	};
	for (size_t i = 0; i < sizeof came / sizeof *came; i++)
		if (str_eq(came[i].source, m->source))
			return came[i].words;
	return arena_printf(mem, "纸质：原件 %lld 份，复印件 %lld 份", (long long)m->originals, (long long)m->copies);
}

static void load_files(struct req *r, struct desk_material *m, const struct case_file_row *all, size_t n)
{
	struct desk_file *files = arena_array(r->mem, struct desk_file, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (all[i].material != m->no)
			continue;
		files[m->n_files++] = (struct desk_file){
			.id = all[i].id, .name = all[i].name, .image = str_starts(all[i].type, "image/"),
			.about = arena_printf(r->mem, "%s · %s", size_words(r->mem, all[i].size_bytes),
					      day_time_short(r->mem, all[i].added_at, DAY_ZONE_CHINA)),
		};
	}
	m->files = files;
}

/* What was just typed about this material, when its form came back; otherwise what is kept. */
static const char *opinion_words_of(struct req *r, const struct material_row *m, const char *error)
{
	return error ? req_field(r, "words") : m->opinion_words;
}

static void load_materials(struct req *r, struct desk_case *v, const struct body *b)
{
	struct material_row *rows;
	struct case_file_row *files;
	size_t n = material_list(req_tx(r), v->c.id, &rows), n_files = case_files(req_tx(r), v->c.id, &files);
	v->materials = arena_array(r->mem, struct desk_material, n + 1);
	v->n_materials = n;
	for (size_t i = 0; i < n; i++) {
		const struct material_row *row = &rows[i];
		struct desk_material *m = &v->materials[i];
		const char *error = form_error_of(r, arena_printf(r->mem, "words-%lld", (long long)row->no));
		*m = (struct desk_material){
			.no = row->no, .name = row->name, .came = came_words(r->mem, row), .opinion = error ? "bad" : row->opinion,
			.words = opinion_words_of(r, row, error), .opinion_by = row->opinion_by, .need = "", .standard = "",
			.error = error, .upload_error = form_error_of(r, arena_printf(r->mem, "file-%lld", (long long)row->no)),
			.free = str_eq(row->source, "license"), .unneeded = str_eq(row->source, "noneed"),
		};
		if (row->no >= 1 && (size_t)row->no <= b->n_materials) {
			m->need = desk_papers_of(r->mem, &b->materials[row->no - 1]).need;
			m->standard = str_or_empty(b->materials[row->no - 1].standard);
		}
		v->n_bad += str_eq(row->opinion, "bad");
		load_files(r, m, files, n_files);
	}
}

/* Taking papers at a window needs the list of materials and has its form beside them, not on the right. */
static bool takes_papers(const struct flow_row *row)
{
	return row->action == ACT_RECEIVE || row->action == ACT_SUPPLY;
}

/* Likely actions first, rare ones last, otherwise as they came. */
static int rank_of(const struct desk_act *a, size_t n_bad)
{
	return a->rare ? 2 : n_bad && a->tone == TONE_LIKELY ? 0 : 1;
}

static void sort_acts(struct desk_act *acts, size_t n, size_t n_bad)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && rank_of(&acts[k], n_bad) < rank_of(&acts[k - 1], n_bad); k--) {
			struct desk_act later = acts[k - 1];
			acts[k - 1] = acts[k];
			acts[k] = later;
		}
}

/* Why there is nothing likely to do here. */
static const char *nothing_words(const struct case_row *c)
{
	enum case_state s = state_by_word(c->state);
	if (states[s].end)
		return "这件事已经结束。";
	if (states[s].turn == TURN_APPLICANT && !c->term_over)
		return "在等申请人，现在不用您做什么。";
	if (s == STATE_SPECIAL)
		return "特别程序进行中，由承办岗登记结果。";
	return str_eq(c->asking, "open") ? "在等有关方面答复，现在不用您做什么。" : "这一步由别的岗位办理。";
}

bool desk_case_rare_open(const struct desk_case *v)
{
	for (size_t i = v->n_acts - v->n_rare; i < v->n_acts; i++)
		if (v->acts[i].open)
			return true;
	return false;
}

static void load_actions(struct req *r, struct desk_case *v, const struct body *b)
{
	const struct flow_row **rows;
	size_t n = case_actions(req_tx(r), &v->c, &r->who, &rows);
	v->acts = arena_array(r->mem, struct desk_act, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct desk_question q = { r, &v->c, b, rows[i] };
		v->may_judge |= (rows[i]->needs & (NEED_OPINION_ALL | NEED_OPINION_BAD)) != 0;
		if (takes_papers(rows[i])) {
			v->taking = rows[i];
			continue;
		}
		v->acts[v->n_acts] = desk_fields_form(&q, v->n_bad);
		v->n_rare += v->acts[v->n_acts++].rare;
	}
	sort_acts(v->acts, v->n_acts, v->n_bad);
	if (v->taking) {
		v->n_papers = desk_papers_of_case(r, &v->c, &v->papers);
		if (*req_field(r, "papers"))
			desk_papers_keep(r, v->papers, v->n_papers);
	}
	v->nothing = v->n_acts > v->n_rare || v->taking ? "" : nothing_words(&v->c);
}

/* What was found wrong in earlier rounds, from the opinions that each return or notice was decided on. */
static void load_rounds(struct req *r, struct desk_case *v)
{
	struct event_row *events;
	size_t n = event_list(req_tx(r), v->c.id, &events);
	v->rounds = arena_array(r->mem, struct answer, n * (v->n_materials + 1) + 1);
	for (size_t i = 0; i < n; i++) {
		enum case_action a;
		json_t *opinions;
		if (!action_by_word(events[i].action, &a) || (a != ACT_RETURN && a != ACT_REQUIRE_SUPPLEMENT && a != ACT_REQUIRE_REVIEW_SUPPLEMENT))
			continue;
		size_t n_opinions = json_get_array(json_parse(r->mem, events[i].payload), "materials", &opinions);
		const char *when = arena_printf(r->mem, "%s %s", day_time_short(r->mem, events[i].at, DAY_ZONE_CHINA), actions[a].done);
		for (size_t k = 0; k < n_opinions && k < v->n_materials; k++) {
			const json_t *o = json_array_get(opinions, k);
			int64_t no = json_get_int(o, "no", 0);
			if (!str_eq(json_get_text(o, "opinion"), "bad") || no < 1 || (size_t)no > v->n_materials)
				continue;
			v->rounds[v->n_rounds++] = (struct answer){ when, v->materials[no - 1].name, json_get_text(o, "words") };
		}
	}
}

static void load_form(struct req *r, struct desk_case *v, const struct body *b)
{
	/* Those who were merely asked have no use for numbers of persons. */
	v->n_answers = forms_answers(r->mem, forms_of_item(r->mem, req_tx(r), b->json), v->c.form, v->guest, &v->answers);
	const json_t *d = json_parse(r->mem, v->c.delivery);
	const char *method = json_get_text(d, "method"), *to = json_get_text(d, "address");
	const char *way = codes_words(req_tx(r), "delivery", method);
	v->delivery = *to && *method ? arena_printf(r->mem, "%s：%s，%s，%s", way, json_get_text(d, "recipient"), to,
						    phone_masked(r->mem, json_get_text(d, "phone"))) : way;
}

static enum err draw(struct req *r, int64_t id, struct desk_case *v)
{
	struct item item = { 0 };
	struct organisation o = { .short_name = "" };
	enum err e = desk_case_load(r, id, &v->c);
	if (e)
		return e;
	struct tx *t = req_tx(r);
	struct body *b = item_body(t, v->c.item, v->c.item_version);
	if (!b || !item_by_id(t, v->c.item, &item) || !organisation_load(t, v->c.organisation, &o))
		return fail(r, ERR_INTERNAL, "case %lld: item or organisation is missing", (long long)id);
	v->agency = o.short_name;
	v->channel = str_eq(v->c.channel, "counter") ? "窗口登记" : "网上申请";
	v->star = star_name(item.star);
	v->guest = desk_case_is_guest(r, &v->c);
	v->path = arena_printf(r->mem, "/desk/cases/%lld", (long long)id);
	v->where = desk_flags_where(r, &v->c, b);
	v->lamp = case_lamp(t, state_by_word(v->c.state), v->c.due_day, v->c.term_over, r->today);
	v->may_upload = case_editable(&v->c, &r->who);
	v->upload_mb = setting_int(t, SETTING_UPLOAD_MB);
	load_person(r, v);
	load_materials(r, v, b);
	load_actions(r, v, b);
	load_rounds(r, v);
	load_form(r, v, b);
	v->n_clocks = case_clocks(t, &v->c, r->today, &v->clocks);
	v->n_flags = v->guest ? 0 : desk_flags_of(r, &v->c, b, &v->flags);
	v->n_asked = desk_ask_rounds(r, &v->c, &v->asked);
	v->n_line = case_timeline(t, &v->c, !v->guest, &v->line);
	v->has_next = desk_list_next(r, id, &v->next);
	cases_desk_case(r->out, r, v);
	return r->n_errors ? reply_again(r) : OK;
}

enum err desk_case_show(struct req *r)
{
	struct desk_case v = { .tab = tab_of(req_query(r, "tab")) };
	return draw(r, req_param_id(r, "id"), &v);
}

enum err desk_case_clock(struct req *r)
{
	struct case_row c;
	struct clock_days days;
	int64_t run = 0;
	enum err e = desk_case_load(r, req_param_id(r, "id"), &c);
	if (e)
		return e;
	if (!num_parse(req_param(r, "run"), 1, INT64_MAX, &run) ||
	    !case_clock_days(req_tx(r), &c, req_param(r, "kind"), run, r->today, &days))
		return fail(r, ERR_NOT_FOUND, "这件事没有这个时限。");
	cases_desk_clock(r->out, r, &c, &days);
	return OK;
}

enum err desk_case_again(struct req *r, int64_t id, const char *tab)
{
	struct desk_case v = { .tab = tab_of(tab) };
	return draw(r, id, &v);
}

enum err desk_case_revealed(struct req *r, int64_t id)
{
	struct desk_case v = { .tab = tabs[0], .revealed = true };
	return draw(r, id, &v);
}
