#include "transfer/province.h"
#include "transfer/sniff.h"
#include "base/str.h"
#include <expat.h>
#include <string.h>

enum { SERVICES_DEPTH = 8 };

/* ---- XML as values: an element with elements in it is an object, any other is text; those of one name are a list ---- */

struct xml {
	XML_Parser parser;
	struct arena *mem;
	json_t *open[PROVINCE_DEPTH], *root; /* root: when it has ended */
	struct out text[PROVINCE_DEPTH];
	int depth, nodes;
	const char *wrong;
};

static void stop(struct xml *x, const char *words)
{
	x->wrong = x->wrong ? x->wrong : words;
	XML_StopParser(x->parser, XML_FALSE);
}

static void refuse_doctype(void *arg, const char *name, const char *system, const char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	stop(arg, "XML 里有 DOCTYPE 声明，为安全起见不读");
}

static void begin_element(void *arg, const char *name, const char **attributes)
{
	struct xml *x = arg;
	(void)name, (void)attributes;
	if (x->depth == PROVINCE_DEPTH || ++x->nodes > PROVINCE_NODES) {
		stop(x, "XML 的层次太深，或者内容太多");
		return;
	}
	x->open[x->depth] = json_object();
	out_init(&x->text[x->depth], x->mem, PROVINCE_FILE_MAX + 1);
	x->depth++;
}

static void add_text(void *arg, const char *text, int n)
{
	struct xml *x = arg;
	if (x->depth && !x->wrong)
		out_bytes(&x->text[x->depth - 1], text, (size_t)n);
}

static void put_child(json_t *parent, const char *name, json_t *v)
{
	json_t *there = json_object_get(parent, name);
	if (!there) {
		json_object_set_new(parent, name, v);
	} else if (json_is_array(there)) {
		json_array_append_new(there, v);
	} else {
		json_t *list = json_array();
		json_array_append(list, there);
		json_array_append_new(list, v);
		json_object_set_new(parent, name, list);
	}
}

static void end_element(void *arg, const char *name)
{
	struct xml *x = arg;
	if (x->wrong)
		return;
	x->depth--;
	json_t *v = x->open[x->depth];
	struct out *text = &x->text[x->depth];
	if (json_object_size(v) == 0) {
		json_decref(v);
		struct arena *own = arena_new(PROVINCE_FILE_MAX * 2);
		v = json_string(str_trim(own, out_str(text)));
		arena_free(own);
	}
	out_release(text);
	if (x->depth)
		put_child(x->open[x->depth - 1], name, v);
	else
		x->root = json_pack("{s:o}", name, v);
}

static json_t *parse_xml(struct arena *mem, struct fault *f, const char *text, size_t n)
{
	struct xml x = { .parser = XML_ParserCreate("UTF-8"), .mem = mem }; /* whatever it declares: it has been converted */
	must(x.parser);
	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, begin_element, end_element);
	XML_SetCharacterDataHandler(x.parser, add_text);
	XML_SetStartDoctypeDeclHandler(x.parser, refuse_doctype);
	bool ok = XML_Parse(x.parser, text, (int)n, XML_TRUE) == XML_STATUS_OK && !x.wrong;
	if (!ok)
		fault_set(f, ERR_BAD_INPUT, "", "%s（第 %lu 行第 %lu 个字附近）。", x.wrong ? x.wrong : "XML 写得不完整",
			  (unsigned long)XML_GetCurrentLineNumber(x.parser), (unsigned long)XML_GetCurrentColumnNumber(x.parser) + 1);
	XML_ParserFree(x.parser);
	for (; x.depth > 0; x.depth--) {
		out_release(&x.text[x.depth - 1]);
		json_decref(x.open[x.depth - 1]);
	}
	if (ok)
		return x.root;
	json_decref(x.root);
	return NULL;
}

/* ---- the services in it ---- */

static bool is_service(const json_t *v)
{
	return json_is_object(v) && (json_object_get(v, "ServiceName") || json_object_get(v, "Infoprojid"));
}

static void find_services(json_t *v, int depth, json_t *list)
{
	const char *key;
	size_t i;
	json_t *each;
	if (depth > SERVICES_DEPTH || json_array_size(list) > PROVINCE_ITEMS)
		return;
	if (is_service(v)) {
		json_array_append(list, v);
		return;
	}
	json_array_foreach(v, i, each)
		find_services(each, depth + 1, list);
	if (json_is_object(v))
		json_object_foreach(v, key, each)
			find_services(each, depth + 1, list);
}

static void release(void *v)
{
	json_decref(v);
}

bool province_is(const char *data, size_t n)
{
	static const char mark[] = "\xEF\xBB\xBF";
	while (n && (strchr(" \t\r\n", *data) || strchr(mark, *data)) && *data) {
		data++;
		n--;
	}
	return n && (*data == '<' || ((*data == '{' || *data == '[') && memmem(data, n, "ServiceName", strlen("ServiceName"))));
}

enum err province_read(struct arena *mem, struct fault *f, const char *data, size_t n, json_t **out_list)
{
	const char *text;
	size_t bytes;
	json_error_t e = { .line = 0 };
	if (n > PROVINCE_FILE_MAX)
		return fault_set(f, ERR_TOO_LARGE, "", "文件超过 %d MB。", PROVINCE_FILE_MAX >> 20);
	enum err failed = sniff_text(mem, f, data, n, &text, &bytes);
	if (failed)
		return failed;
	bool xml = bytes && text[strspn(text, " \t\r\n")] == '<';
	json_t *v = xml ? parse_xml(mem, f, text, bytes) : json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &e);
	if (!v)
		return xml ? f->code : fault_set(f, ERR_BAD_INPUT, "", "JSON 写得不完整（第 %d 行第 %d 个字附近）。", e.line, e.column);
	arena_defer(mem, release, v);
	json_t *list = json_array();
	arena_defer(mem, release, list);
	find_services(v, 0, list);
	if (json_array_size(list) == 0)
		return fault_set(f, ERR_BAD_INPUT, "", "文件里没有省网下发的事项（ServiceInfo）。");
	if (json_array_size(list) > PROVINCE_ITEMS)
		return fault_set(f, ERR_TOO_LARGE, "", "文件里超过 %d 个事项，请分几次导入。", PROVINCE_ITEMS);
	*out_list = list;
	return OK;
}

const char *province_text(struct arena *mem, const json_t *service, const char *field)
{
	const json_t *v = json_object_get(service, field);
	if (json_is_integer(v))
		return arena_printf(mem, "%lld", (long long)json_integer_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? "Y" : "N";
	return str_trim(mem, str_or_empty(json_string_value(v)));
}

json_t *province_list(struct arena *mem, const json_t *service, const char *list, const char *one)
{
	json_t *v = json_object_get(service, list), *inner = json_is_object(v) ? json_object_get(v, one) : NULL, *all = json_array();
	size_t i;
	json_t *each;
	arena_defer(mem, release, all);
	v = inner ? inner : v;
	json_array_foreach(v, i, each)
		if (json_is_object(each))
			json_array_append(all, each);
	if (json_is_object(v))
		json_array_append(all, v);
	return all;
}
