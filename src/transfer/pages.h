/* 导入导出: GET /admin/transfer offers both. A file is looked at first, and the report shows what would come of it; only then is it
 * taken, by the same code and, if it has not been swept away meanwhile, from the same stored file. Departments bring their own
 * items into drafts; the reform office and administrators may also publish at once. Downloads are posted because they are work. */
#pragma once
#include "identity/identity.h"
#include "transfer/export.h"
#include "transfer/import.h"
#include "web/form.h"

enum { PAGES_FILE_MAX = 20 * 1024 * 1024, PAGES_REMARKS = 200, PAGES_CHANGES = 100 };

struct pages_view {
	bool may_publish;         /* at once */
	const struct organisation *agencies; /* whose items may be taken out */
	size_t n_agencies;
	struct field_view how, since;
	const char *file_error;
};

struct pages_report {
	const struct import_report *is;
	const char *name, *hash, *seal, *how; /* of the file that was looked at */
	bool draft, province;
	bool takes_rest;          /* that the good rows are taken is to be confirmed */
	size_t n_remarks, n_changes; /* that are shown */
	size_t more_remarks, more_changes;
	int64_t taken;            /* how many items would be written */
};

enum err pages_show(struct req *r);
enum err pages_look(struct req *r);
enum err pages_take(struct req *r);
enum err pages_give(struct req *r);
