/* The editor: lists of adjustments, the page of one, its groups of elements and rows. All of it is made from tables of
 * elements, the same for every kind of record, and works without scripts. */
#pragma once
#include "catalogue/differ.h"
#include "registry/entry.h"
#include "registry/registry_private.h"

/* An adjustment that this person may see, with its body read. */
struct editing {
	struct adjustment a;
	const struct registry_kind *kind;
	json_t *body;
	bool editable;
};
MUST_CHECK enum err edit_open(struct req *r, struct editing *out);  /* by the path; ERR_NOT_FOUND */
/* Keeps the body as it is now, and the files that came. When somebody else saved in between nothing is kept: then OK with
 * *out_conflict set to words for the person, and e->a is the newest. */
MUST_CHECK enum err edit_save(struct req *r, struct editing *e, const struct entry_uploads *uploads, const char **out_conflict);
const char *edit_file_path(struct req *r, const struct editing *e);
/* The words that stand for a row: its name, else its first text. */
const char *edit_row_title(struct tx *t, const struct element *columns, const json_t *row);

/* Groups of a table in their order. */
size_t edit_groups(struct arena *a, const struct registry_kind *kind, const char *const **out);
const char *edit_group_path(struct arena *a, const struct registry_kind *kind, int64_t adjustment, const char *group);

/* ---- one group ---- */
struct edit_cell { const char *label, *words; };
struct edit_row { size_t no; const char *title; struct edit_cell *cells; size_t n_cells; };
struct edit_rows {
	const char *key, *label, *hint; /* key: "joint.members" */
	struct edit_row *all;
	size_t n;
};
struct group_view {
	const struct editing *is;
	const char *name, *here, *before, *after; /* addresses of this page and the neighbouring ones; NULL at the ends */
	struct entry *entries;
	size_t n;
	struct edit_cell *words;                  /* instead of entries, for reading */
	size_t n_words;
	struct edit_rows *rows;
	size_t n_rows;
	bool has_form;
	const char *conflict, *kept;
};
enum err edit_group_show(struct req *r);
enum err edit_group_save(struct req *r);

/* ---- one row ---- */
struct row_view {
	const struct editing *is;
	const char *label, *group_name, *back, *here;
	struct entry *entries;
	size_t n;
	int64_t no; /* 0: a new one */
	const char *conflict, *kept;
};
enum err edit_row_show(struct req *r);
enum err edit_row_save(struct req *r);
enum err edit_rows_change(struct req *r); /* do = up, down, copy, remove */

/* ---- one adjustment ---- */
struct page_group { const char *name, *href; size_t said, all, faults; };
struct page_finding { const struct finding *is; const char *href; };
struct page_file { const char *hash, *name; };
enum { PAGE_FILES = 500 };
struct page_event { const char *moment, *who, *action, *words; };
struct page_view {
	const struct editing *is;
	const char *change, *state, *tone, *reason, *when, *with, *made, *source, *present_path, *public_path;
	struct page_group *groups; size_t n_groups;
	struct page_finding *findings; size_t n_findings, n_stops;
	struct difference *differences; size_t n_differences;
	struct page_file *files; size_t n_files; /* that the draft names */
	struct page_event *events; size_t n_events;
	const struct adjustment_move **moves; size_t n_moves;
	const struct choice *reasons;
	int64_t present_version;   /* of the record; 0: there is none yet */
	bool outdated;             /* it has a newer version than the draft began with */
	const char *today;         /* yyyy-mm-dd */
	const char *from_day;      /* proposed: the planned day or today */
};
const char *edit_tone(const char *state); /* class of the tag of a state */
enum err edit_page_show(struct req *r);
enum err edit_page_act(struct req *r);
enum err edit_page_reason(struct req *r);
enum err edit_page_file(struct req *r);

/* ---- lists ---- */
struct list_tab { const char *word, *name, *href; int64_t count; /* -1: not counted */ };
struct list_line {
	const struct adjustment_line_row *is;
	const char *kind, *change, *state, *tone, *moment, *from;
};
struct list_view {
	const char *tab, *kind;
	struct list_tab *tabs; size_t n_tabs;
	struct list_line *lines; size_t n;
	const char *next_href;
	bool central;              /* may begin those that the reform office drafts */
};
enum err edit_list_show(struct req *r);

struct begin_view {
	const struct registry_kind *kind;
	struct subject subject;            /* id 0: a new record */
	const struct choice *changes, *reasons, *organisations, *templates;
	const char *key;                   /* the element to go to at once, "" for none */
};
enum err edit_begin_show(struct req *r);
enum err edit_begin_do(struct req *r);

struct records_view {
	const struct registry_kind *kind;
	struct kept_record_row *rows; size_t n;
	struct organisation *agencies; size_t n_agencies;
	const char *q, *state, *next_href;
	int64_t organisation, total;
	bool may_add;
};
enum err edit_records_show(struct req *r);

/* ---- versions ---- */
struct version_line {
	const struct registry_version *is;
	const char *from, *made, *by;
	struct difference *differences; size_t n_differences; /* to the version before */
};
struct versions_view {
	const struct registry_kind *kind;
	struct subject subject;
	const char *path;                  /* of this page */
	struct version_line *lines; size_t n;
	int64_t from, to;                  /* those put side by side; 0: none */
	struct difference *differences; size_t n_differences;
	bool internal;                     /* at the desk: who made it, and links to adjustments */
};
enum err versions_desk(struct req *r);
enum err versions_hall(struct req *r);
