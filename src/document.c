/* Documents made from the program's own tables: `tongban document lifecycle | routes | settings | commands | letters`. */
#include "document.h"
#include "cases/cases.h"
#include "base/str.h"
#include "letters/keys.h"
#include <stdio.h>
#include <string.h>

static const struct { unsigned bit; const char *name; } actors[] = {
	{ ANYONE, "anyone" }, { ACTOR_APPLICANT, "申请人" }, { ACTOR_SYSTEM, "系统" }, { ACTOR_MEMBER, "被征求意见的部门或人员" },
	{ ACTOR_DUTY, "现在办理的岗位" }, { ACTOR_STEP, "当前环节的岗位" },
};

static void print_actors(unsigned wanted)
{
	const char *comma = "";
	for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
		if (wanted & actors[i].bit)
			printf("%s%s", comma, actors[i].name), comma = ", ";
	if ((wanted & ANY_ROLE) == ANY_ROLE) {
		printf("%s任何岗位", comma);
		return;
	}
	for (const struct role *r = roles; r->bit; r++)
		if (wanted & r->bit)
			printf("%s%s", comma, r->name), comma = ", ";
}

static void print_when(unsigned when)
{
	const char *comma = "";
	for (const struct when_row *w = whens; w->bit; w++)
		if (when & w->bit)
			printf("%s%s", comma, w->name), comma = "，";
}

static void print_letters(const struct flow_row *row)
{
	for (size_t i = 0; i < sizeof row->letters / sizeof *row->letters && row->letters[i]; i++)
		printf("%s%s", i ? "、" : "", row->letters[i] == LETTER_LICENCE ? "证照" : letter_kinds[row->letters[i]].title);
}

static void print_clocks(const char *clocks)
{
	printf("%s", *clocks ? "`" : "");
	printf("%s%s", clocks, *clocks ? "`" : "");
}

static int lifecycle(struct call *c)
{
	(void)c;
	puts("# The lifecycle of a case\n\nMade from `src/cases/flow.c` by `tools/documents`. Articles without a name are 行政许可法.\n");
	puts("| 状态 | 动作 | 谁 | 条件 | 变为 | 文书 | 时限 | 依据 |\n|---|---|---|---|---|---|---|---|");
	for (size_t i = 0; i < n_flow; i++) {
		const struct flow_row *row = &flow[i];
		printf("| %s | %s | ", row->from == FLOW_ANY ? "办结以前" : states[row->from].name, actions[row->action].button);
		print_actors(row->actors);
		printf(" | ");
		print_when(row->when);
		printf(" | %s | ", row->to == FLOW_STAY ? "（不变）" : states[row->to].name);
		print_letters(row);
		printf(" | ");
		print_clocks(row->clocks);
		printf(" | %s |\n", row->law);
	}
	puts("\n`+` starts a clock, `-` stops it, `|` pauses it, `>` resumes it, `^` extends it, `=` counts it anew; `*` is all of them.\n\n```mermaid\nstateDiagram-v2\n  [*] --> draft");
	for (size_t i = 0; i < n_flow; i++)
		if (flow[i].to != FLOW_STAY && flow[i].from != FLOW_ANY)
			printf("  %s --> %s: %s\n", states[flow[i].from].word, states[flow[i].to].word, actions[flow[i].action].button);
	for (int s = 0; s < STATE__MAX; s++)
		printf("  %s: %s\n", states[s].word, states[s].name);
	puts("```");
	return EXIT_OK;
}

static int routes(struct call *c)
{
	puts("# Routes\n\nMade from the rooms' tables by `tools/documents`.\n\n| method | path | who | body | what |\n|---|---|---|---|---|");
	for (const struct room *room = c->rooms; room->name; room++)
		for (const struct route *row = room->routes; row && row->path; row++) {
			printf("| %s | `%s` | ", row->method == POST ? "POST" : "GET", row->path);
			print_actors(row->who);
			printf(" | %s | %s |\n", row->body ? arena_printf(c->mem, "≤ %zu KB", row->body / 1024) : "", str_or_empty(row->help));
		}
	return EXIT_OK;
}

static int settings_table(struct call *c)
{
	(void)c;
	puts("# Settings\n\nMade from `src/web/settings.c` by `tools/documents`. `tongban setting NAME VALUE` changes one.\n\n"
	     "| name | kind | when nothing is said | what it is |\n|---|---|---|---|");
	for (int i = 0; i < SETTING__MAX; i++) {
		printf("| `%s` | ", settings[i].name);
		for (const char *p = settings[i].kind; *p; p++)
			printf(*p == '|' ? " \\| " : "%c", *p);
		printf(" | %s | %s |\n", settings[i].otherwise, settings[i].help);
	}
	return EXIT_OK;
}

static int commands(struct call *c)
{
	puts("# Commands\n\nMade from the rooms' tables by `tools/documents`.\n\n`tongban [--db sqlite:PATH] [--files DIR] [--key FILE] COMMAND …`\n\n"
	     "Exit status: 0 done, 1 failed, 2 not understood.\n\n| command | arguments | what |\n|---|---|---|");
	for (const struct room *r = c->rooms; r->name; r++)
		for (const struct command *k = r->commands; k && k->name; k++)
			printf("| `%s` | %s%s%s | %s |\n", k->name, *k->arguments ? "`" : "", k->arguments, *k->arguments ? "`" : "", k->help);
	return EXIT_OK;
}

static void print_musts(int kind)
{
	const char *between = "";
	for (const struct letter_must *m = letter_musts; m->key; m++) {
		if ((int)m->kind != kind)
			continue;
		printf("%s%s `%s`（%s）", between, keys_find(m->key, strlen(m->key))->name, m->key, m->law);
		between = "；";
	}
}

static int letters(struct call *c)
{
	(void)c;
	puts("# Letters\n\nMade from `src/letters/letters.c` and `musts.c` by `tools/documents`. The words stand in `src/letters/templates/`; an\n"
	     "agency may word them anew (`/admin/letters`), but not without what the last column names, and applicant, item and case number.\n"
	     "Agency, title, number, date, seal, handler and telephones are on every letter. Number: mark of the agency, series, 〔year〕, 第 six figures 号.\n\n"
	     "| 文书 | kind | code | series | by hand | must name |\n|---|---|---|---|---|---|");
	for (int kind = LETTER_NONE + 1; kind < LETTER__MAX; kind++) {
		const struct letter_kind_row *row = &letter_kinds[kind];
		printf("| %s | `%s` | %s | %s | %s | ", row->title, row->word, row->code, str_or_empty(row->series), row->by_hand ? "yes" : "");
		print_musts(kind);
		puts(" |");
	}
	return EXIT_OK;
}

int document_run(struct call *c)
{
	static const struct { const char *word; int (*run)(struct call *c); } kinds[] = {
		{ "lifecycle", lifecycle }, { "routes", routes }, { "settings", settings_table }, { "commands", commands },
		{ "letters", letters },
	};
	if (!call_rest(c, 1))
		return EXIT_USAGE;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].word, c->argv[0]))
			return kinds[i].run(c);
	return call_usage(c, "unknown document '%s'", c->argv[0]);
}
