#include "notices/send.h"
#include "notices/wire.h"
#include "base/json.h"
#include "base/str.h"

enum { SMS_CHARACTERS = 69 /* and "…" */, BODY_BYTES_MOST = 4096 };
enum { HTTP_REQUEST_TIMEOUT = 408, HTTP_TOO_MANY = 429 };

const char *sms_text(struct arena *mem, const struct outgoing *m)
{
	const char *between = !*m->words || str_ends(m->title, "。") ? "" : "。";
	return str_shorten(mem, arena_printf(mem, "%s%s%s%s", m->sign, m->title, between, m->words), SMS_CHARACTERS);
}

static const char *body_of(struct arena *mem, const struct outgoing *m)
{
	struct out o;
	out_init(&o, mem, BODY_BYTES_MOST);
	struct json_out j = json_begin(&o);
	json_open(&j, '{');
	json_member_text(&j, "phone", m->to);
	json_member_text(&j, "text", sms_text(mem, m));
	json_key(&j, "id");
	json_id(&j, m->id);
	json_close(&j, '}');
	must(!o.failed);
	const char *body = arena_strdup(mem, out_str(&o));
	out_release(&o);
	return body;
}

enum err sms_send(struct arena *mem, struct fault *f, const struct outgoing *m)
{
	struct wire *w = wire_open(mem, m->gateway, "http,https");
	wire_list(w, CURLOPT_HTTPHEADER, "Content-Type: application/json");
	wire_list(w, CURLOPT_HTTPHEADER, arena_printf(mem, "Idempotency-Key: %lld", (long long)m->id));
	if (*m->token)
		wire_list(w, CURLOPT_HTTPHEADER, arena_printf(mem, "Authorization: Bearer %s", m->token));
	curl_easy_setopt(w->curl, CURLOPT_POSTFIELDS, body_of(mem, m));
	const char *wrong = wire_run(mem, w);
	if (wrong)
		return fault_set(f, ERR_BUSY, "", "短信网关%s", wrong);
	long status = wire_answer(w);
	if (status >= 200 && status < 300)
		return OK;
	bool for_good = status < 500 && status != HTTP_REQUEST_TIMEOUT && status != HTTP_TOO_MANY;
	return fault_set(f, for_good ? ERR_CONFLICT : ERR_BUSY, "", "短信网关回答 %ld：%s", status,
			 for_good ? "不接受这条短信，请检查网关地址、令牌和签名" : "暂时不能发送，会再试");
}
