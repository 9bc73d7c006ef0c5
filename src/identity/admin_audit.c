#include "identity/identity_private.h"
#include "identity/admin_audit.html.h"

enum { PAGE = 50 };

enum err admin_audit_list(struct req *r)
{
	struct audit_row *rows;
	struct audit_view v = { .person = req_query(r, "person"), .about = req_query(r, "about") };
	int64_t before = req_query_int(r, "before", 1, INT64_MAX, INT64_MAX);
	const char *person = identity_like(r->mem, v.person), *about = identity_like(r->mem, v.about);
	size_t n = audit_before(req_tx(r), before, person, about, PAGE + 1, &rows);
	v.n = n > PAGE ? PAGE : n;
	v.next = n > PAGE ? rows[PAGE - 1].id : 0;
	struct audit_line *lines = arena_array(r->mem, struct audit_line, n + 1);
	for (size_t i = 0; i < v.n; i++)
		lines[i] = (struct audit_line){ day_time(r->mem, rows[i].at, DAY_ZONE_CHINA), rows[i].who_name, rows[i].what,
						rows[i].about, rows[i].purpose };
	v.lines = lines;
	identity_admin_audit(r->out, r, &v);
	return OK;
}
