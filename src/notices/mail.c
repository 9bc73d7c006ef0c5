#include "notices/send.h"
#include "notices/wire.h"
#include "base/day.h"
#include "base/str.h"
#include <openssl/evp.h>
#include <string.h>

enum {
	MESSAGE_BYTES_MOST = 64 * 1024,
	LINE_BYTES = 57,         /* of text in a line of 76 base64 characters (RFC 2045 §6.8) */
	ENCODED_WORD_BYTES = 39, /* of text in an encoded word: with "Subject: " before it, within 76 (RFC 2047 §2) */
};

static void base64(struct out *o, const char *from, size_t n)
{
	unsigned char to[(LINE_BYTES + 2) / 3 * 4 + 1];
	must(n <= LINE_BYTES);
	out_bytes(o, (const char *)to, (size_t)EVP_EncodeBlock(to, (const unsigned char *)from, (int)n));
}

/* Words of a header in UTF-8, a character never cut in two. */
static void header_words(struct out *o, const char *words)
{
	const char *separator = "";
	while (*words) {
		const char *end = words, *next = words;
		while (*next && (str_next(&next), next - words <= ENCODED_WORD_BYTES))
			end = next;
		out_raw(o, separator);
		out_raw(o, "=?UTF-8?B?");
		base64(o, words, (size_t)(end - words));
		out_raw(o, "?=");
		separator = "\r\n ";
		words = end;
	}
}

/* Sun, 22 Nov 2026 14:03:05 +0800 */
static void header_date(struct out *o, int64_t ms)
{
	static const char *const days[] = { "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char *const months[] = { "", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t day = day_of_ms(ms, DAY_ZONE_CHINA);
	int seconds = (int)((ms - ms_of_day(day, DAY_ZONE_CHINA)) / 1000);
	struct ymd d = day_to_ymd(day);
	out_printf(o, "%s, %d %s %d %02d:%02d:%02d +0800", days[day_weekday(day)], d.day, months[d.month], d.year, seconds / 3600,
		   seconds / 60 % 60, seconds % 60);
}

static const char *text_of(struct arena *mem, const struct outgoing *m)
{
	return arena_printf(mem, "%s\r\n\r\n%s%s查看：%s\r\n\r\n%s\r\n这封邮件由系统发出，请不要回复。想改变接收方式，请到：%s\r\n",
			    m->title, m->words, *m->words ? "\r\n\r\n" : "", m->link, m->hall, m->choices);
}

void mail_compose(struct out *o, const struct outgoing *m)
{
	out_raw(o, "From: ");
	header_words(o, m->hall);
	out_printf(o, "\r\n <%s>\r\nTo: <%s>\r\nSubject: ", m->from, m->to);
	header_words(o, m->title);
	out_raw(o, "\r\nDate: ");
	header_date(o, m->made_at);
	out_printf(o, "\r\nMessage-ID: <notice-%lld%s>\r\n", (long long)m->id, strchr(m->from, '@'));
	out_raw(o, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
		   "Content-Transfer-Encoding: base64\r\n\r\n");
	const char *text = text_of(o->mem, m);
	for (size_t left = strlen(text); left;) {
		size_t n = left < LINE_BYTES ? left : LINE_BYTES;
		base64(o, text, n);
		out_raw(o, "\r\n");
		text += n;
		left -= n;
	}
}

static size_t read_message(char *to, size_t size, size_t n, void *from)
{
	const char **at = from;
	size_t left = strlen(*at), taken = left < size * n ? left : size * n;
	memcpy(to, *at, taken);
	*at += taken;
	return taken;
}

enum err mail_send(struct arena *mem, struct fault *f, const struct outgoing *m)
{
	struct out message;
	out_init(&message, mem, MESSAGE_BYTES_MOST);
	mail_compose(&message, m);
	must(!message.failed);
	const char *at = out_str(&message);
	struct wire *w = wire_open(mem, m->url, "smtp,smtps");
	curl_easy_setopt(w->curl, CURLOPT_USE_SSL, (long)(*m->user ? CURLUSESSL_ALL : CURLUSESSL_TRY));
	if (*m->user) {
		curl_easy_setopt(w->curl, CURLOPT_USERNAME, m->user);
		curl_easy_setopt(w->curl, CURLOPT_PASSWORD, m->password);
	}
	curl_easy_setopt(w->curl, CURLOPT_MAIL_FROM, m->from);
	wire_list(w, CURLOPT_MAIL_RCPT, m->to);
	curl_easy_setopt(w->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(w->curl, CURLOPT_READFUNCTION, read_message);
	curl_easy_setopt(w->curl, CURLOPT_READDATA, &at);
	curl_easy_setopt(w->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)message.len);
	const char *wrong = wire_run(mem, w);
	out_release(&message);
	return wrong ? fault_set(f, ERR_BUSY, "", "邮件服务器%s", wrong) : OK;
}
