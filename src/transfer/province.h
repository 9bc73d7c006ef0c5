/* Items that the provincial hall pushes down (事项下发: message types 100 and 101, 闽省网办数据交换): ServiceInfo as XML or JSON, in its
 * envelope or bare. They are never published as they come: each becomes an adjustment that the department confirms and the
 * reform office reviews (registry.h, source "province"), of the item with the same code, else of a new one. CurState 取消 and
 * 挂起 become adjustments that cancel and suspend. The star is ours to compute; one that differs from StarProperty is said.
 *
 * What the province says and our table of elements has no place for is listed in the report, with its value.
 *
 * XML is read with expat: no document type, so no entities and nothing from elsewhere; at most PROVINCE_DEPTH levels and
 * PROVINCE_NODES elements. */
#pragma once
#include "transfer/import.h"

enum { PROVINCE_FILE_MAX = 16 * 1024 * 1024, PROVINCE_DEPTH = 24, PROVINCE_NODES = 200000, PROVINCE_ITEMS = 5000 };

/* Whether a text looks like one: XML, or JSON that speaks of ServiceInfo. */
bool province_is(const char *data, size_t n);

/* As import_catalogue(); o->draft is always meant. Lines of the report are the numbers of the items in the file, from 1. */
MUST_CHECK enum err province_import(struct store *s, struct arena *mem, struct fault *f, const char *data, size_t n,
				    const struct import_options *o, struct import_report *out);

/* province_read.c: the services of a message, as objects of text, objects and lists; of XML and JSON alike. ERR_BAD_INPUT. */
MUST_CHECK enum err province_read(struct arena *mem, struct fault *f, const char *data, size_t n, json_t **out_list);
/* The members called `one` of the member `list`, which may stand in it or be it; never NULL. In mem. */
json_t *province_list(struct arena *mem, const json_t *service, const char *list, const char *one);
const char *province_text(struct arena *mem, const json_t *service, const char *field); /* "" when there is none */

/* province_map.c: what a service says, as elements of ours. */
struct province_note { const char *field, *what; };
struct province_service {
	json_t *said;       /* element key → value */
	const char *name, *code, *department, *department_code, *change; /* change: change, suspend, cancel */
	int64_t star;       /* 0: not said */
	struct province_note *notes; /* what could not be taken, and why */
	size_t n_notes;
};
void province_map(struct tx *t, const json_t *service, struct province_service *out);
