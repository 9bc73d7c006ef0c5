#include "identity/identity_private.h"
#include "base/check.h"
#include "base/str.h"

enum { CERTIFICATE_HEAD = 6, CERTIFICATE_TAIL = 4, PHONE_HEAD = 3, PHONE_TAIL = 4 };

const char *certificate_masked(struct arena *a, const char *certificate)
{
	return str_masked(a, certificate, CERTIFICATE_HEAD, CERTIFICATE_TAIL);
}

const char *phone_masked(struct arena *a, const char *phone)
{
	return str_masked(a, phone, PHONE_HEAD, PHONE_TAIL);
}

const char *certificate_key(const struct secret *s, struct arena *a, const char *certificate)
{
	char id18[19];
	return secret_key(s, a, "certificate", check_id_to_18(certificate, id18) ? id18 : certificate);
}

const char *phone_key(const struct secret *s, struct arena *a, const char *phone)
{
	return secret_key(s, a, "phone", phone);
}

int64_t account_by_certificate(struct tx *t, const struct secret *s, const char *certificate)
{
	return account_id_by_certificate(t, certificate_key(s, t->mem, certificate));
}

int64_t account_by_phone(struct tx *t, const struct secret *s, const char *phone)
{
	return account_id_by_phone(t, phone_key(s, t->mem, phone));
}

int64_t account_by_words(struct tx *t, const struct secret *s, const char *words)
{
	const char *code = str_code(t->mem, words);
	return check_phone(code) ? account_by_certificate(t, s, code) : account_by_phone(t, s, code);
}

/* false when the key of the place is another one than that which sealed the row. */
static bool open_row(struct tx *t, const struct secret *s, const struct account_row *row, struct account *out)
{
	*out = (struct account){
		.id = row->id, .company = str_eq(row->kind, "company"), .name = row->name, .contact_name = row->contact_name,
		.level = (int)row->level, .certificate = secret_unseal(s, t->mem, row->certificate),
		.contact_certificate = secret_unseal(s, t->mem, row->contact_certificate),
		.phone = secret_unseal(s, t->mem, row->phone), .address = secret_unseal(s, t->mem, row->address),
	};
	return out->certificate && out->contact_certificate && out->phone && out->address;
}

bool account_load(struct tx *t, const struct secret *s, int64_t id, struct account *out)
{
	struct account_row row;
	struct account a;
	if (!account_find(t, id, &row))
		return false;
	if (!open_row(t, s, &row, &a)) {
		t->failed = fail(t, ERR_INTERNAL, "personal data of an account cannot be read with this key file");
		return false;
	}
	*out = a;
	return true;
}

int64_t account_add(struct tx *t, const struct secret *s, const struct account *a, const char *password_hashed,
		    const char *verified_by)
{
	struct arena *m = t->mem;
	struct account_row row = {
		.id = store_new_id(t->store), .kind = a->company ? "company" : "person", .name = a->name,
		.certificate = secret_seal(s, m, a->certificate), .certificate_key = certificate_key(s, m, a->certificate),
		.phone = secret_seal(s, m, a->phone), .phone_key = phone_key(s, m, a->phone),
		.contact_name = str_or_empty(a->contact_name),
		.contact_certificate = secret_seal(s, m, str_or_empty(a->contact_certificate)),
		.address = secret_seal(s, m, str_or_empty(a->address)), .password = password_hashed, .level = a->level,
		.verified_by = verified_by, .created_at = t->now,
	};
	if (account_id_by_phone(t, row.phone_key))
		t->failed = fail_field(t, "phone", "这个手机号已经注册过，请直接登录，或换一个手机号");
	else if (account_id_by_certificate(t, row.certificate_key))
		t->failed = fail_field(t, "certificate", "这个证件号码已经注册过，请用它直接登录；如不是您本人注册，请到服务窗口处理");
	if (!t->failed)
		account_put(t, &row);
	return t->failed ? 0 : row.id;
}

enum err account_change_phone(struct tx *t, const struct secret *s, int64_t id, const char *phone)
{
	const char *key = phone_key(s, t->mem, phone);
	int64_t other = account_id_by_phone(t, key);
	if (other && other != id)
		return t->failed = fail_field(t, "phone", "这个手机号已经被别的账户使用，请换一个");
	account_set_phone(t, id, secret_seal(s, t->mem, phone), key);
	return t->failed;
}
