#include "registry/kinds.h"
#include "base/str.h"
#include "registry/kind_rules.h"
#include <string.h>

static const char *const addresses[] = { "url", "mobile_url" };

/* A name and a password in an address would be shown to everybody. */
static void address_shape(struct checks *c)
{
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		const char *url = json_get_text(c->body, addresses[i]), *host = strstr(url, "://");
		if (!*url)
			continue;
		size_t n = host ? strcspn(host + 3, "/?#") : 0;
		if ((!str_starts(url, "https://") && !str_starts(url, "http://")) || n == 0 || memchr(host + 3, '@', n))
			checks_say(c, addresses[i], NULL);
	}
}

static void encrypted(struct checks *c)
{
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		if (str_starts(json_get_text(c->body, addresses[i]), "http://"))
			checks_say(c, addresses[i], NULL);
}

static const struct check_rule rules[] = {
	{ "code", "code", true, "编码最多 40 个字符，只能用字母、数字和短横", "编码用来区分网站", kind_rules_code },
	{ "address_shape", "url", true, "网址应以 https:// 或者 http:// 开头，不带用户名和密码", "打得开，才算便民", address_shape },
	{ "encrypted", "url", false, "网址没有加密，建议请网站改用 https://", "个人信息保护法第五十一条", encrypted },
	{ "actions", "actions", true, "请写明在这里能办什么", "群众看得懂，才找得到", kind_rules_list },
	{ 0 },
};

size_t site_check(struct tx *t, const json_t *body, int64_t organisation, struct finding **out)
{
	return checks_run(&(struct checks){ .t = t, .body = body, .organisation = organisation }, rules, out);
}
