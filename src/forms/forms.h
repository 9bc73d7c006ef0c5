/* Forms that an item describes as data, so that a department can say what it asks without a programmer.
 *
 * A definition is a list of entries. An entry of kind "group" begins a group:
 *   {"kind": "group", "label": "从业人员", "hint": "…", "when": "…"}, and with "name", "min" and "max" one that repeats: so many
 *   rows may be filled in. A field with "group": "经营信息" belongs under that heading without further words.
 * Every other entry is a field:
 *   name       a-z, 0-9, _, at most 40 characters; unique, in a repeated group among its fields
 *   label kind (forms/kinds.c) hint required
 *   min max    characters of texts, values of numbers, how many of several choices; with a fraction a number may have one
 *   choices    texts; or choices_from: a table of codes (codes/codes.h)
 *   when required_when   conditions (forms/expr.h) over answers that stand before it: asked only then; must be filled in then
 *   computed   what it is, over earlier answers: filled in by the program
 *   check check_words    what must hold once it is answered, and what to say where it does not
 *   prefill    account.name, account.certificate, account.phone, account.address, contact.name, contact.certificate,
 *              licence.食品经营许可证.number, .holder, .until: of the person who fills it in; fixed: cannot be changed then
 *   material   of kind "file": the name of the material with which the file is handed in
 *
 * Answers are one flat JSON object: a text by the field's name; a list of texts where several may be chosen; an object of parts
 * where an answer has parts; a list of such objects for a repeated group. Right and wrong answers are kept alike.
 *
 * Circumstances (情形) of an item are choices that are asked before everything else, in the same answers. Without scripts every
 * question stands on the page; those that depend on another answer say so, and count only when that answer fits. */
#pragma once
#include "codes/codes.h"
#include "forms/expr.h"
#include "web/form.h"

enum form_shape {
	SHAPE_TEXT,  /* a text, checked by web/form.h and by the kind's own check */
	SHAPE_LIST,  /* several texts */
	SHAPE_PARTS, /* an object */
	SHAPE_NONE,  /* no answer */
};

/* A kind of field. */
struct form_kind {
	const char *word, *name;         /* "date", 日期 */
	enum form_shape shape;
	enum field_kind is;              /* how the text is checked */
	const char *type, *inputmode, *width; /* how it is drawn; NULL: as web/form.h draws `is` */
	const char *const *parts;        /* PARTS: ends with NULL */
	const char *(*check)(struct arena *a, const char *text); /* beyond that: words, or NULL when it is right */
	unsigned takes;                  /* which members it has beside those that all have */
};
enum { TAKES_BOUNDS = 1, TAKES_CHOICES = 2, TAKES_MATERIAL = 4 };
extern const struct form_kind form_kinds[]; /* ends with word NULL */
const struct form_kind *form_kind_by_word(const char *word); /* NULL when there is none */

struct form_field {
	struct field field;              /* offset unused */
	const struct form_kind *kind;
	size_t entry;                    /* of the definition, from 0 */
	size_t group;
	const struct expr *when, *required_when, *computed, *check; /* NULL: none */
	const char *check_words, *prefill, *material;
	bool fixed;
};

struct form_group {
	const char *title, *hint;
	const char *name;                /* of one that repeats; "" otherwise */
	const struct expr *when;
	size_t first, n;                 /* of its fields */
	int64_t min, max;                /* rows */
	size_t entry;
};

struct form {
	const json_t *json;              /* the definition */
	struct form_field *fields; size_t n_fields;
	struct form_group *groups; size_t n_groups;
	int64_t today;
};

/* Reads a definition (tolerantly: what is broken is told by forms_faults()). t: for tables of codes and for today; without it
 * tables are empty. In the arena; the definition must live as long. Never NULL. */
const struct form *forms_parse(struct arena *a, struct tx *t, const json_t *definition);
/* What an item asks: its circumstances, then its own form. body: the item's elements. */
const struct form *forms_of_item(struct arena *a, struct tx *t, const json_t *body);
const struct form_field *forms_field(const struct form *f, const char *name); /* NULL when there is none; not of repeated groups */

/* The person who fills it in. Both may be empty. */
struct form_person {
	const char *signer;              /* whose name a signature must be; NULL or "": any */
	const json_t *known;             /* what can be filled in beforehand: {"account.name": …} */
};
struct form_person forms_person(struct tx *t, const struct secret *s, int64_t account);

/* Reads the posted form into *out_json; false when there are r->errors, or when a row was to be added or removed. */
bool forms_read(struct req *r, const struct form *f, const struct form_person *who, const char **out_json);
/* Whether the button pressed was one that adds or removes a row: to be drawn again, without errors. "" when not, else the id of
 * the group, for the address. */
const char *forms_turned(struct req *r);
/* Whether stored answers are complete and right; *out_missing counts what is not. */
bool forms_whole(struct arena *a, const struct form *f, const struct form_person *who, const char *json, size_t *out_missing);

/* Answers as people read them: label and words, in order, with group ("" when the same as before). masked: numbers of persons
 * and their telephones with their middle hidden. */
struct answer { const char *group, *label, *words; };
size_t forms_answers(struct arena *a, const struct form *f, const char *json, bool masked, struct answer **out);
/* Stored answer to one plain field, as typed. */
const char *forms_answer(struct arena *a, const char *json, const char *name);
/* Answers without those to questions that are not asked, computed ones filled in: what conditions outside of the form (of
 * materials, of handling items) are judged by. In the arena. */
json_t *forms_asked(struct arena *a, const struct form *f, const json_t *answers);

/* Draws the questions; json holds what was stored before. {{call forms_draw(r, form, &person, json)}} */
void forms_draw(struct out *o, struct req *r, const struct form *f, const struct form_person *who, const char *json);

/* A condition in words, with the form's labels: “办理类型”是“延续”; "" when there is none or it is broken. */
const char *forms_condition_words(struct arena *a, const struct form *f, const char *text);
/* What is wrong with a condition over this form's answers: it does not parse, a name or a choice does not exist. NULL: nothing. */
const char *forms_condition_fault(struct arena *a, const struct form *f, const char *text);

/* What is wrong with an item's circumstances and form: names that are doubled or badly formed, kinds that do not exist, conditions
 * that lead nowhere or in a circle. key: "circumstances.1.when", "form.3.choices", "form". */
struct form_fault { const char *key, *words; };
size_t forms_faults(struct arena *a, struct tx *t, const json_t *body, struct form_fault **out);

/* The definition as JSON Schema (draft 2020-12) of its answers, with the layout under "x-layout"; and back. title may be "". In
 * the arena. forms_of_schema: NULL when it is neither such a schema nor a plain definition; *out_words says why. */
json_t *forms_schema(struct arena *a, const json_t *definition, const char *id, const char *title);
json_t *forms_of_schema(struct arena *a, const json_t *schema, const char **out_words);

/* The blank form to be filled in by hand, as PDF into r->out: an answer of the type application/pdf. */
struct form_paper { const char *title, *agency, *version, *url; };
MUST_CHECK enum err forms_blank(struct req *r, const struct form *f, const struct form_paper *paper);

extern const struct room forms_room;
