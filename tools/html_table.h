/* The elements and attributes of the HTML standard (and of SVG, for icons and small charts) that pages use.
 *
 * VOID elements have neither content nor end tag, VERBATIM ones show white space as it is written, PLAIN_TEXT ones hold
 * no other elements, and SVG ones may end with "/>". */
#pragma once
#include "base/str.h"
#include <string.h>
#include <strings.h>

enum kind { VOID = 1, VERBATIM = 2, PLAIN_TEXT = 4, SVG = 8 };

/* What is missing here is refused. */
static const struct element {
	const char *name;
	unsigned kind;
} elements[] = {
	{ "a", 0 }, { "abbr", 0 }, { "address", 0 }, { "article", 0 }, { "aside", 0 }, { "audio", 0 }, { "b", 0 },
	{ "bdi", 0 }, { "bdo", 0 }, { "blockquote", 0 }, { "body", 0 }, { "br", VOID }, { "button", 0 }, { "canvas", 0 },
	{ "caption", 0 }, { "cite", 0 }, { "code", 0 }, { "col", VOID }, { "colgroup", 0 }, { "data", 0 },
	{ "datalist", 0 }, { "dd", 0 }, { "del", 0 }, { "details", 0 }, { "dfn", 0 }, { "dialog", 0 }, { "div", 0 },
	{ "dl", 0 }, { "dt", 0 }, { "em", 0 }, { "fieldset", 0 }, { "figcaption", 0 }, { "figure", 0 }, { "footer", 0 },
	{ "form", 0 }, { "h1", 0 }, { "h2", 0 }, { "h3", 0 }, { "h4", 0 }, { "h5", 0 }, { "h6", 0 }, { "head", 0 },
	{ "header", 0 }, { "hgroup", 0 }, { "hr", VOID }, { "html", 0 }, { "i", 0 }, { "img", VOID }, { "input", VOID },
	{ "ins", 0 }, { "kbd", 0 }, { "label", 0 }, { "legend", 0 }, { "li", 0 }, { "link", VOID }, { "main", 0 },
	{ "mark", 0 }, { "menu", 0 }, { "meta", VOID }, { "meter", 0 }, { "nav", 0 }, { "noscript", 0 }, { "ol", 0 },
	{ "optgroup", 0 }, { "option", 0 }, { "output", 0 }, { "p", 0 }, { "picture", 0 }, { "pre", VERBATIM },
	{ "progress", 0 }, { "q", 0 }, { "rp", 0 }, { "rt", 0 }, { "ruby", 0 }, { "s", 0 }, { "samp", 0 },
	{ "script", 0 }, { "search", 0 }, { "section", 0 }, { "select", 0 }, { "small", 0 }, { "source", VOID },
	{ "span", 0 }, { "strong", 0 }, { "sub", 0 }, { "summary", 0 }, { "sup", 0 }, { "table", 0 }, { "tbody", 0 },
	{ "td", 0 }, { "template", 0 }, { "textarea", VERBATIM | PLAIN_TEXT }, { "tfoot", 0 }, { "th", 0 },
	{ "thead", 0 }, { "time", 0 }, { "title", PLAIN_TEXT }, { "tr", 0 }, { "track", VOID }, { "u", 0 }, { "ul", 0 },
	{ "var", 0 }, { "video", 0 }, { "wbr", VOID },
	{ "circle", SVG }, { "defs", SVG }, { "desc", SVG }, { "ellipse", SVG }, { "g", SVG }, { "line", SVG },
	{ "path", SVG }, { "polygon", SVG }, { "polyline", SVG }, { "rect", SVG }, { "svg", SVG }, { "symbol", SVG },
	{ "text", SVG }, { "tspan", SVG }, { "use", SVG },
};

/* Attributes that hold a URL: the HTML standard's, and those of htmx that make requests. */
static const char *const url_attributes[] = { "href", "src", "action", "formaction", "poster", "cite", "xlink:href",
					      "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete" };

/* Bytes of the attribute name at `at`. */
static inline size_t attribute_length(const char *at)
{
	return strcspn(at, " \t\r\n\"'<>/={}");
}

/* HTML reads the names of attributes without regard to case. */
static inline bool is_url_attribute(const char *name)
{
	for (size_t i = 0; i < sizeof url_attributes / sizeof *url_attributes; i++)
		if (strcasecmp(name, url_attributes[i]) == 0)
			return true;
	return false;
}

/* Code and styles have files of their own; srcdoc would hold a page within the value. */
static inline bool is_refused_attribute(const char *name)
{
	return strncasecmp(name, "on", 2) == 0 || strncasecmp(name, "hx-on", 5) == 0 || strcasecmp(name, "style") == 0 ||
	       strcasecmp(name, "srcdoc") == 0;
}

/* NULL if there is no such element. */
static inline const struct element *element_find(const char *name)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (str_eq(elements[i].name, name))
			return &elements[i];
	return NULL;
}
