/* From a letter's frozen facts and its wording to the description that paper.h draws and pages show. */
#include "letters/letters_private.h"
#include "letters/fill.h"
#include "base/str.h"

const char *letters_title(struct arena *a, enum letter_kind kind, const json_t *facts)
{
	bool decision = kind == LETTER_GRANT || kind == LETTER_DENIAL;
	const char *own = kind == LETTER_LICENCE ? fill_fact(a, facts, "title") : decision ? fill_fact(a, facts, "decision_title") : "";
	return *own ? own : letter_kinds[kind].title;
}

const json_t *letters_facts(struct arena *a, const struct letter_row *l)
{
	json_t *facts = json_parse(a, l->facts), *late = str_blank(l->late) ? NULL : json_parse(a, l->late);
	if (!json_is_object(facts))
		return NULL;
	if (late)
		json_object_update(facts, late);
	const char *start = json_get_text(facts, "qr_start");
	if (*start)
		json_object_set_new(facts, "qr", json_string(arena_printf(a, "%s%s", start, json_get_text(facts, "case_number"))));
	return facts;
}

struct paper *letters_compose(struct arena *a, enum letter_kind kind, const struct template *t, const json_t *facts, const char *number)
{
	const struct paper_block *blocks;
	bool is_licence = t->paper == PAPER_LICENCE, by_agency = !t->by_applicant;
	struct paper *p = arena_new_of(a, struct paper);
	size_t n = fill_blocks(a, t, facts, &blocks);
	*p = (struct paper){
		.kind = t->paper, .title = letters_title(a, kind, facts), .red_head = t->red_head, .blocks = blocks, .n_blocks = n,
		.number = is_licence ? fill_words(a, facts, "编号：{licence_number}") : number,
		.agency = by_agency ? fill_fact(a, facts, "agency") : "", .date = by_agency ? fill_fact(a, facts, "date") : "",
		.seal_agency = by_agency ? fill_fact(a, facts, "agency") : "", .seal_inner = "行政审批专用章",
		.valid = is_licence ? fill_fact(a, facts, "valid") : NULL,
		.qr = fill_fact(a, facts, "qr"), .qr_caption = is_licence ? "核验这份证照" : "查询办理进度",
		.handler = by_agency ? fill_fact(a, facts, "handler") : "", .consult_phone = fill_fact(a, facts, "consult_phone"),
		.complaint_phone = fill_fact(a, facts, "complain_phone"), .copy_mark = json_get_bool(facts, "demo") ? "演示" : NULL,
		.subject = fill_fact(a, facts, "item_name"), .case_number = fill_fact(a, facts, "case_number"),
	};
	return p;
}

struct paper *letters_paper(struct tx *t, const struct letter_row *l)
{
	enum letter_kind kind = letters_kind_by_word(l->kind);
	const json_t *facts = letters_facts(t->mem, l);
	const struct template *template = texts_of(t, l->organisation, kind, l->template);
	if (!facts || !template)
		return NULL;
	struct paper *p = letters_compose(t->mem, kind, template, facts, l->number);
	p->made_at = l->issued_at;
	return p;
}

size_t letters_groups(struct arena *a, const struct paper *p, struct letters_group **out)
{
	size_t n = 0;
	*out = arena_array(a, struct letters_group, p->n_blocks);
	for (size_t i = 0; i < p->n_blocks; i++) {
		struct letters_group *last = n ? &(*out)[n - 1] : NULL;
		if (last && last->kind == p->blocks[i].kind)
			last->n++;
		else
			(*out)[n++] = (struct letters_group){ p->blocks[i].kind, &p->blocks[i], 1 };
	}
	return n;
}

const char *const *letters_cells(const struct paper_table *t, size_t i)
{
	return t->cells + i * t->n_columns;
}
