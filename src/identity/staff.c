#include "identity/identity_private.h"
#include "base/str.h"

int64_t staff_add(struct tx *t, const struct staff *s, const char *password_hashed)
{
	int64_t id = store_new_id(t->store);
	if (staff_id_by_login(t, s->login))
		t->failed = fail_field(t, "login", "这个登录名已经有人用了，请换一个");
	staff_put(t, id, s->organisation, s->login, s->name, s->post, password_hashed);
	return t->failed ? 0 : id;
}

void staff_grant(struct tx *t, int64_t staff, unsigned role, int64_t organisation, int64_t granted_by)
{
	grant_put(t, staff, role_by_bit(role)->word, organisation, granted_by);
}

void staff_move(struct tx *t, int64_t from, int64_t to)
{
	staff_move_all(t, from, to);
	grant_copy_all(t, from, to);
	grant_remove_all(t, from);
}

static struct staff opened(const struct staff_row *r)
{
	return (struct staff){ .id = r->id, .organisation = r->organisation, .login = r->login, .name = r->name, .post = r->post,
			       .active = str_eq(r->state, "active") };
}

bool staff_load(struct tx *t, int64_t id, struct staff *out)
{
	struct staff_row row;
	if (!staff_find(t, id, &row))
		return false;
	*out = opened(&row);
	return true;
}

static size_t holding(struct tx *t, int64_t organisation, const char *role, struct staff **out)
{
	struct staff_row *rows;
	size_t n = staff_holding(t, organisation, role, &rows);
	*out = n ? arena_array(t->mem, struct staff, n) : NULL;
	for (size_t i = 0; i < n; i++)
		(*out)[i] = opened(&rows[i]);
	return n;
}

size_t staff_with_role(struct tx *t, int64_t organisation, unsigned role, struct staff **out)
{
	return holding(t, organisation, role_by_bit(role)->word, out);
}

size_t staff_of(struct tx *t, int64_t organisation, struct staff **out)
{
	return holding(t, organisation, "", out);
}

static void add_grant(struct who *w, struct grant *all, const char *word, int64_t organisation, int64_t instead_of)
{
	const struct role *role = role_by_word(word);
	if (!role || (instead_of && role->bit == ROLE_ADMIN))
		return;
	all[w->n_grants++] = (struct grant){ role->bit, organisation, instead_of };
	w->roles |= role->bit;
}

static void load_grants(struct tx *t, struct who *w)
{
	struct grant_row *own;
	struct delegated_row *others;
	size_t n_own = grant_effective(t, w->id, &own);
	size_t n_others = delegation_grants(t, w->id, day_of_ms(t->now, DAY_ZONE_CHINA), &others);
	struct grant *all = arena_array(t->mem, struct grant, n_own + n_others + 1);
	for (size_t i = 0; i < n_own; i++)
		add_grant(w, all, own[i].role, own[i].organisation, 0);
	for (size_t i = 0; i < n_others; i++)
		add_grant(w, all, others[i].role, others[i].organisation, others[i].staff);
	w->grants = all;
}

static bool load_staff(struct tx *t, int64_t id, struct who *out)
{
	struct staff_row row;
	if (!staff_find(t, id, &row) || !str_eq(row.state, "active"))
		return false;
	*out = (struct who){ .kind = WHO_STAFF, .id = id, .name = row.name, .organisation = row.organisation,
			     .organisation_name = row.organisation_name };
	load_grants(t, out);
	return true;
}

static bool load_account(struct tx *t, int64_t id, struct who *out)
{
	struct account_row row;
	if (!account_find(t, id, &row))
		return false;
	*out = (struct who){ .kind = WHO_ACCOUNT, .id = id, .name = row.name, .level = (int)row.level,
			     .company = str_eq(row.kind, "company") };
	return true;
}

bool identity_load_who(struct tx *t, enum who_kind kind, int64_t id, struct who *out)
{
	return kind == WHO_STAFF ? load_staff(t, id, out) : kind == WHO_ACCOUNT && load_account(t, id, out);
}
