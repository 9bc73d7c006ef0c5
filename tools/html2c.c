/* html2c ROOM/PAGE.html OUT.c OUT.h: makes a page's C function, `void ROOM_PAGE(struct out *o, …)`.
 *
 * The language is described in tools/README.md. An expression is escaped by where it stands, so the place in the HTML
 * is tracked through the whole file, and whatever could make the place depend on data is refused. */
#include "html_table.h"
#include "tool.h"

enum { MAX_DEPTH = 64, MAX_BLOCKS = 32 };

enum place { IN_TEXT, IN_TAG, IN_VALUE };
enum url { URL_START, URL_SCHEME, URL_REST }; /* how far a URL has been written; other attributes are at URL_REST */

/* Where in the HTML we are; copied at {{if}} and compared at its {{end}}. */
struct html {
	enum place place;
	enum url url;
	const char *attribute, *value; /* in the source */
	bool script_src; /* the open tag is a <script> and has its src */
	size_t depth;
	struct open {
		const struct element *element;
		const char *at;
	} open[MAX_DEPTH];
};

struct block {
	const char *at;
	bool loops, has_else, has_end;
	struct html start, end; /* end: of the first branch, when there are more */
};

struct page {
	struct source src;
	const char *at;
	struct html now;
	struct block blocks[MAX_BLOCKS];
	size_t n_blocks;
	bool frame_open, frame_close;
	struct out literal, code, params, unused, uses;
};

#define page_stop(p, where, ...) source_stop(&(p)->src, (where), __VA_ARGS__)

static char *copy(struct page *p, const char *from, const char *to)
{
	return arena_strndup(p->src.mem, from, (size_t)(to - from));
}

static const struct open *innermost(const struct page *p)
{
	return p->now.depth ? &p->now.open[p->now.depth - 1] : NULL;
}

/* ---- code ---- */

static void flush(struct page *p)
{
	if (!p->literal.len)
		return;
	out_raw(&p->code, "\tout_bytes(o, ");
	tool_literal(&p->code, p->literal.data, p->literal.len);
	out_printf(&p->code, ", %zu);\n", p->literal.len);
	out_clear(&p->literal);
}

/* The compiler shall report mistakes in the code that follows at the page's own line. */
static void begin_code(struct page *p, const char *at)
{
	flush(p);
	out_printf(&p->code, "#line %d ", source_line(&p->src, at));
	tool_literal(&p->code, p->src.path, strlen(p->src.path));
	out_raw(&p->code, "\n");
}

#define add_code(p, at, ...) (begin_code((p), (at)), out_printf(&(p)->code, __VA_ARGS__))

/* ---- attributes ---- */

static void check_attribute(struct page *p, const char *at, const char *name)
{
	if (is_refused_attribute(name))
		page_stop(p, at, "the attribute '%s' is refused: code and styles have files of their own", name);
}

/* One static character of an attribute's value: a scheme other than these could run code. */
static void see_url(struct page *p, const char *at)
{
	static const char *const schemes[] = { "https:", "http:", "tel:", "mailto:" };
	struct html *h = &p->now;
	if (h->url == URL_REST)
		return;
	if (h->url == URL_START)
		h->value = at;
	h->url = *at == '/' || *at == '#' || *at == '?' ? URL_REST : URL_SCHEME;
	if (*at == '&' || is_space(*at))
		page_stop(p, at, "a URL begins with /, #, ? or a scheme");
	for (size_t i = 0; *at == ':' && i < sizeof schemes / sizeof *schemes; i++)
		if (strlen(schemes[i]) == (size_t)(at + 1 - h->value) && str_starts(h->value, schemes[i]))
			h->url = URL_REST;
	if (*at == ':' && h->url == URL_SCHEME)
		page_stop(p, at, "the scheme '%s' is refused", copy(p, h->value, at + 1));
}

/* Writes static text of a value; a run of white space with a line break becomes one space. */
static const char *value_text(struct page *p, const char *at, const char *ends)
{
	while (*at && !strchr(ends, *at) && !str_starts(at, "{{")) {
		const char *from = at;
		if (is_space(*at))
			at = skip_space(at);
		else
			at++;
		see_url(p, from);
		if (memchr(from, '\n', (size_t)(at - from)))
			out_raw(&p->literal, " ");
		else
			out_bytes(&p->literal, from, (size_t)(at - from));
	}
	return at;
}

static void begin_value(struct page *p, const char *at, const char *name)
{
	p->now.attribute = at;
	p->now.url = is_url_attribute(name) ? URL_START : URL_REST;
	p->now.script_src = p->now.script_src || (strcasecmp(name, "src") == 0 && str_eq(innermost(p)->element->name, "script"));
}

static void read_attribute(struct page *p)
{
	const char *from = p->at, *at = from + attribute_length(from);
	const char *name = copy(p, from, at);
	if (at == from)
		page_stop(p, at, "an attribute expected at '%.10s'", at);
	if (str_starts(at, "{{"))
		page_stop(p, at, "an attribute's name is no expression");
	check_attribute(p, from, name);
	out_printf(&p->literal, " %s", name);
	begin_value(p, from, name);
	p->at = at;
	if (*at != '=')
		return;
	out_raw(&p->literal, "=");
	const char *ends = at[1] == '"' ? "\"" : at[1] == '\'' ? "'" : " \t\r\n>\"'=<`";
	bool quoted = !ends[1];
	out_bytes(&p->literal, ends, quoted);
	p->at = at + 1 + quoted;
	if (*ends == '"') {
		p->now.place = IN_VALUE;
		return;
	}
	p->at = value_text(p, p->at, ends);
	if (str_starts(p->at, "{{"))
		page_stop(p, p->at, "a value with an expression stands in double quotes");
	if (quoted && *p->at != '\'')
		page_stop(p, from, "the value of '%s' does not end", name);
	out_bytes(&p->literal, ends, quoted);
	p->at += quoted;
}

static void read_value(struct page *p)
{
	p->at = value_text(p, p->at, "\"");
	if (*p->at == '"') {
		out_raw(&p->literal, "\"");
		p->at++;
		p->now.place = IN_TAG;
	}
}

/* ---- elements ---- */

static const struct element *element_at(struct page *p, const char *at)
{
	size_t n = name_length(at);
	const char *name = copy(p, at, at + n);
	if (str_starts(at + n, "{{"))
		page_stop(p, at, "a tag's name is followed by a space, and is no expression");
	if (str_eq(name, "style"))
		page_stop(p, at, "no <style> in a page: styles belong in a style sheet");
	const struct element *e = element_find(name);
	if (!e)
		page_stop(p, at, "<%s> is not an element that pages use", name);
	return e;
}

static void open_tag(struct page *p)
{
	const struct open *in = innermost(p);
	const struct element *e = element_at(p, p->at + 1);
	if (in && in->element->kind & PLAIN_TEXT)
		page_stop(p, p->at, "<%s> holds text only", in->element->name);
	if (p->now.depth == MAX_DEPTH)
		page_stop(p, p->at, "elements lie more than %d deep", MAX_DEPTH);
	p->now.open[p->now.depth++] = (struct open){ e, p->at };
	p->now.place = IN_TAG;
	p->now.script_src = false;
	out_printf(&p->literal, "<%s", e->name);
	p->at += 1 + strlen(e->name);
}

static void close_element(struct page *p, const struct element *e)
{
	const struct open *in = innermost(p);
	if (!in && !p->frame_close)
		page_stop(p, p->at, "</%s> closes nothing", e->name);
	if (in && in->element != e)
		page_stop(p, p->at, "</%s> stands where </%s> must (opened at line %d)", e->name, in->element->name,
			  source_line(&p->src, in->at));
	p->now.depth -= in != NULL;
}

static void close_tag(struct page *p)
{
	const struct element *e = element_at(p, p->at + 2);
	const char *end = skip_space(p->at + 2 + strlen(e->name));
	if (e->kind & VOID)
		page_stop(p, p->at, "<%s> has no end tag", e->name);
	if (*end != '>')
		page_stop(p, p->at, "an end tag holds its name only");
	close_element(p, e);
	out_printf(&p->literal, "</%s>", e->name);
	p->at = end + 1;
}

static void script_end(struct page *p, const char *at)
{
	if (!p->now.script_src)
		page_stop(p, at, "no script in a page: <script> must have a src");
	if (!str_starts(skip_space(p->at), "</script>"))
		page_stop(p, p->at, "a <script> with a src holds nothing, neither code nor expressions");
}

/* At '>' or '/>'. */
static void end_of_tag(struct page *p)
{
	const struct open *in = innermost(p);
	bool closed = *p->at == '/';
	if (closed && !(in->element->kind & (VOID | SVG)))
		page_stop(p, p->at, "'/>' does not close <%s>", in->element->name);
	out_raw(&p->literal, closed && in->element->kind & SVG ? "/>" : ">");
	p->at += closed + 1;
	p->now.place = IN_TEXT;
	/* browsers drop one line break here: without ours, it would be the first of what somebody typed */
	if (in->element->kind & VERBATIM && *p->at != '\n')
		out_raw(&p->literal, "\n");
	if (str_eq(in->element->name, "script"))
		script_end(p, in->at);
	if (closed || in->element->kind & VOID)
		p->now.depth--;
}

static void read_tag(struct page *p)
{
	p->at = skip_space(p->at);
	if (*p->at == '>' || str_starts(p->at, "/>"))
		end_of_tag(p);
	else if (*p->at && !str_starts(p->at, "{{"))
		read_attribute(p);
}

/* "<!-- … -->" is left out of the page, "<!doctype html>" stays. */
static void read_markup(struct page *p)
{
	bool comment = str_starts(p->at, "<!--");
	const char *end = strstr(p->at, comment ? "-->" : ">"), *code = strstr(p->at, "{{");
	if (!end)
		page_stop(p, p->at, "does not end");
	if (code && code < end)
		page_stop(p, code, "no expression in a comment");
	end += comment ? 3 : 1;
	if (!comment)
		out_bytes(&p->literal, p->at, (size_t)(end - p->at));
	p->at = end;
}

/* ---- text ---- */

/* Writes text up to the next tag or expression. White space that breaks a line is there for the author's eyes: it goes,
 * except between two words in Latin letters, where it is a space for the reader too. */
static void read_text(struct page *p)
{
	const struct open *in = innermost(p);
	bool verbatim = in && in->element->kind & VERBATIM;
	bool begun = p->literal.len || p->code.len;
	const char *start = begun ? p->at : skip_space(p->at), *at = start;
	while (*at && *at != '<' && !str_starts(at, "{{")) {
		const char *from = at;
		at = is_space(*at) ? skip_space(at) : at + 1;
		bool breaks = !verbatim && memchr(from, '\n', (size_t)(at - from));
		bool between_words = from > start && isascii(from[-1]) && *at && *at != '<' && isascii(*at) && !str_starts(at, "{{");
		if (!breaks)
			out_bytes(&p->literal, from, (size_t)(at - from));
		else if (between_words)
			out_raw(&p->literal, "\n");
	}
	p->at = at;
}

static void read_html(struct page *p)
{
	const char *at = p->at;
	if (p->now.place == IN_VALUE)
		read_value(p);
	else if (p->now.place == IN_TAG)
		read_tag(p);
	else if (*at != '<')
		read_text(p);
	else if (at[1] == '!')
		read_markup(p);
	else if (at[1] == '/')
		close_tag(p);
	else if (isalpha((unsigned char)at[1]) || at[1] == '{')
		open_tag(p);
	else
		page_stop(p, at, "'<' in text is written &lt;");
}

/* ---- directives: each gets the words behind its name ---- */

static void head_only(struct page *p, const char *at, const char *name)
{
	if (p->literal.len || p->code.len)
		page_stop(p, at, "{{%s}} stands at the head of the file", name);
}

static void add_use(struct page *p, const char *at, const char *words)
{
	head_only(p, at, "use");
	size_t n = strlen(words);
	if (n < 3 || words[0] != '"' || words[n - 1] != '"')
		page_stop(p, at, "{{use}} takes a header in double quotes");
	out_printf(&p->uses, "#include %s\n", words);
}

/* The identifier at the end of a declaration such as "const struct item *item". */
static const char *declared_name(struct page *p, const char *at, const char *declaration)
{
	const char *name = declaration + strlen(declaration);
	while (name > declaration && name_length(name - 1))
		name--;
	if (name == declaration || !*name || isdigit((unsigned char)*name))
		page_stop(p, at, "'%s' must be a type and a name", declaration);
	return name;
}

static void add_param(struct page *p, const char *at, const char *words)
{
	head_only(p, at, "param");
	out_printf(&p->unused, "\t(void)%s;\n", declared_name(p, at, words));
	out_printf(&p->params, ", %s", words);
}

static void add_frame(struct page *p, const char *at, const char *words)
{
	head_only(p, at, "frame");
	p->frame_open = str_eq(words, "open");
	p->frame_close = str_eq(words, "close");
	if (!p->frame_open && !p->frame_close)
		page_stop(p, at, "{{frame}} is open or close");
}

static struct block *begin_block(struct page *p, const char *at, bool loops)
{
	if (p->n_blocks == MAX_BLOCKS)
		page_stop(p, at, "{{if}} and {{for}} lie more than %d deep", MAX_BLOCKS);
	struct block *b = &p->blocks[p->n_blocks++];
	b->at = at;
	b->loops = loops;
	b->has_else = b->has_end = false;
	b->start = p->now;
	return b;
}

static bool same_place(const struct html *a, const struct html *b)
{
	bool same = a->place == b->place && a->depth == b->depth && a->script_src == b->script_src;
	if (a->place == IN_VALUE)
		same = same && a->attribute == b->attribute && a->url == b->url;
	for (size_t i = 0; same && i < a->depth; i++)
		same = a->open[i].element == b->open[i].element;
	return same;
}

static void check_place(struct page *p, const char *at, const struct block *b, const struct html *other)
{
	if (!same_place(&p->now, other))
		page_stop(p, at, "the HTML is not at the same place %s (line %d)",
			  b->loops ? "behind {{for}} as before it" : "behind all branches of {{if}}", source_line(&p->src, b->at));
}

static void add_if(struct page *p, const char *at, const char *words)
{
	begin_block(p, at, false);
	add_code(p, at, "\tif (%s) {\n", words);
}

static void add_else(struct page *p, const char *at, const char *words)
{
	struct block *b = p->n_blocks ? &p->blocks[p->n_blocks - 1] : NULL;
	if (!b || b->loops || b->has_else)
		page_stop(p, at, "{{else}} without {{if}}");
	if (b->has_end)
		check_place(p, at, b, &b->end);
	b->end = p->now;
	b->has_end = true;
	p->now = b->start;
	if (!*words) {
		b->has_else = true;
		add_code(p, at, "\t} else {\n");
	} else if (str_starts(words, "if") && is_space(words[2])) {
		add_code(p, at, "\t} else if (%s) {\n", skip_space(words + 2));
	} else {
		page_stop(p, at, "{{else}} or {{else if condition}}");
	}
}

static void add_end(struct page *p, const char *at, const char *words)
{
	if (*words)
		page_stop(p, at, "{{end}} stands alone");
	if (!p->n_blocks)
		page_stop(p, at, "{{end}} without {{if}} or {{for}}");
	struct block *b = &p->blocks[--p->n_blocks];
	if (b->has_end)
		check_place(p, at, b, &b->end);
	if (!b->has_else)
		check_place(p, at, b, &b->start);
	flush(p);
	out_raw(&p->code, "\t}\n");
}

static void add_for(struct page *p, const char *at, const char *words)
{
	const char *in = strstr(words, " in "), *comma = in ? last_comma(in) : NULL;
	if (!comma || !*skip_space(comma + 1))
		page_stop(p, at, "{{for type name in array, count}}");
	const char *declaration = copy(p, words, in), *name = declared_name(p, at, declaration);
	begin_block(p, at, true);
	add_code(p, at, "\tfor (size_t %s_i = 0; %s_i < (size_t)(%s); %s_i++) { %s = &(%s)[%s_i]; (void)%s;\n", name, name,
		 skip_space(comma + 1), name, declaration, copy(p, in + 4, comma), name, name);
}

static void add_call(struct page *p, const char *at, const char *words)
{
	size_t n = name_length(words);
	const char *open = skip_space(words + n), *rest = *open == '(' ? skip_space(open + 1) : "";
	if (!n || isdigit((unsigned char)*words) || (*open && (*open != '(' || !str_ends(words, ")"))))
		page_stop(p, at, "{{call component}} or {{call component(arguments)}}");
	const char *name = copy(p, words, words + n);
	if (!*rest || *rest == ')')
		add_code(p, at, "\t%s(o);\n", name);
	else
		add_code(p, at, "\t%s(o, %s;\n", name, rest);
}

static void add_raw(struct page *p, const char *at, const char *words)
{
	const struct open *in = innermost(p);
	if (in && in->element->kind & PLAIN_TEXT)
		page_stop(p, at, "<%s> holds text only", in->element->name);
	add_code(p, at, "\tout_safe(o, %s);\n", words);
}

static void add_attr(struct page *p, const char *at, const char *words)
{
	size_t n = attribute_length(words);
	const char *name = copy(p, words, words + n), *value = words + n + 1, *end = value;
	if (n && value[-1] == '=' && *value == '"')
		end = value + 1 + strcspn(value + 1, "\"") + 1;
	const char *cond = n ? strstr(end - 1, " if ") : NULL;
	if (!cond || (end > value ? cond != end : cond != words + n))
		page_stop(p, at, "{{attr name if condition}} or {{attr name=\"value\" if condition}}");
	check_attribute(p, at, name);
	if (end > value && is_url_attribute(name))
		page_stop(p, at, "a URL stands in an attribute of its own");
	const char *text = arena_printf(p->src.mem, " %s", copy(p, words, cond));
	add_code(p, at, "\tif (%s) out_bytes(o, ", skip_space(cond + 4));
	tool_literal(&p->code, text, strlen(text));
	out_printf(&p->code, ", %zu);\n", strlen(text));
}

static void add_expression(struct page *p, const char *at, const char *words)
{
	struct html *h = &p->now;
	if (h->place == IN_TAG)
		page_stop(p, at, "an expression stands in text or in a value in double quotes");
	if (!*words)
		page_stop(p, at, "the expression is empty");
	const char *as = "text";
	if (h->place == IN_VALUE) {
		const char *name = copy(p, h->attribute, h->attribute + attribute_length(h->attribute));
		as = !is_url_attribute(name) ? "attr" : h->url == URL_START ? "url" : "part";
		h->url = h->url == URL_START ? URL_REST : h->url;
	}
	add_code(p, at, "\tout_%s(o, %s);\n", as, words);
}

enum { ANYWHERE = -1 };

static const struct directive {
	const char *name;
	void (*add)(struct page *p, const char *at, const char *words);
	int place;
	bool alone; /* may stand without words */
} directives[] = {
	{ "use", add_use, IN_TEXT, false },   { "param", add_param, IN_TEXT, false }, { "frame", add_frame, IN_TEXT, false },
	{ "if", add_if, ANYWHERE, false },    { "else", add_else, ANYWHERE, true },   { "end", add_end, ANYWHERE, true },
	{ "for", add_for, ANYWHERE, false },  { "call", add_call, IN_TEXT, false },   { "raw", add_raw, IN_TEXT, false },
	{ "attr", add_attr, IN_TAG, false },
};

static void add_directive(struct page *p, const char *at, const char *words)
{
	static const char *const places[] = { [IN_TEXT] = "in text", [IN_TAG] = "in a tag, between attributes" };
	size_t n = name_length(words);
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++) {
		const struct directive *d = &directives[i];
		if (strlen(d->name) != n || !str_starts(words, d->name) || (words[n] && words[n] != ' '))
			continue;
		if (d->place != ANYWHERE && d->place != (int)p->now.place)
			page_stop(p, at, "{{%s}} stands %s only", d->name, places[d->place]);
		if (!d->alone && !words[n])
			page_stop(p, at, "{{%s}} says nothing", d->name);
		d->add(p, at, skip_space(words + n));
		return;
	}
	add_expression(p, at, words);
}

/* At "{{": everything up to "}}" outside quotes, on one line and without white space around it. */
static void read_directive(struct page *p)
{
	const char *at = p->at, *end = at + 2;
	bool comment = str_starts(at, "{{--");
	if (comment)
		end = strstr(at, "--}}");
	else
		while (*end && !str_starts(end, "}}"))
			end = *end == '"' || *end == '\'' ? quote_end(end) + 1 : end + 1;
	if (!end || !*end)
		page_stop(p, at, "'{{' does not end");
	p->at = end + (comment ? 4 : 2);
	if (comment)
		return;
	char *words = str_trim(p->src.mem, copy(p, at + 2, end));
	for (char *c = words; *c; c++)
		*c = is_space(*c) ? ' ' : *c;
	add_directive(p, at, words);
}

static void read_page(struct page *p)
{
	p->at = p->src.text;
	while (*p->at) {
		if (str_starts(p->at, "{{"))
			read_directive(p);
		else
			read_html(p);
	}
	if (p->n_blocks)
		page_stop(p, p->blocks[p->n_blocks - 1].at, "{{%s}} without {{end}}", p->blocks[p->n_blocks - 1].loops ? "for" : "if");
	const struct open *in = innermost(p);
	if (p->now.place != IN_TEXT)
		page_stop(p, in->at, "the tag does not end");
	if (in && !p->frame_open)
		page_stop(p, in->at, "<%s> is not closed", in->element->name);
	flush(p);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("usage: html2c ROOM/PAGE.html OUT.c OUT.h\n", stderr);
		return 2;
	}
	struct arena *mem = arena_new(TOOL_MAX_BYTES);
	struct page *p = arena_new_of(mem, struct page);
	p->src = source_open(mem, argv[1]);
	struct out code, header, *const all[] = { &p->literal, &p->code, &p->params, &p->unused, &p->uses, &code, &header };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		out_init(all[i], mem, TOOL_MAX_BYTES);
	read_page(p);
	const char *room = p->src.room, *stem = p->src.stem;
	const char *function = arena_printf(mem, "void %s_%s(struct out *o%s)", room, stem, out_str(&p->params));
	const char *made = arena_printf(mem, "/* Made by html2c from %s/%s.html. */\n", room, stem);
	out_printf(&header, "%s#pragma once\n#include \"base/out.h\"\n%s\n%s;\n", made, out_str(&p->uses), function);
	out_printf(&code, "%s#include \"%s\"\n\n%s\n{\n\t(void)o;\n%s%s}\n", made, tool_base_name(argv[3]), function,
		   out_str(&p->unused), out_str(&p->code));
	tool_write(argv[2], &code);
	tool_write(argv[3], &header);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		out_release(all[i]);
	arena_free(mem);
	return 0;
}
