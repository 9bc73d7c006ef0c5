/* Draws the sample pages, so that tools.mjs can read what a browser would get. */
#include "guide.h"
#include "html2c/sample.h"
#include "spaces.h"
#include <stdio.h>

struct safe_html bold(struct out *o, const char *text)
{
	struct out b;
	out_init(&b, o->mem, 1000);
	out_raw(&b, "<b>");
	out_text(&b, text);
	out_raw(&b, "</b>");
	struct safe_html h = { arena_strdup(o->mem, out_str(&b)) };
	out_release(&b);
	return h;
}

int main(void)
{
	static const struct material materials[] = { { "身份证 <正面>", true }, { "\"照片\" & '签名'", false } };
	const struct item item = { "食品经营许可 <新办>", "0592\"1", "javascript:alert(1)", 12, materials, 2 };
	struct arena *mem = arena_new(1 << 20);
	struct out o;
	out_init(&o, mem, 1 << 20);
	html2c_guide(&o, &item, "a/b?c=<d>&\"e\"", true);
	out_raw(&o, "\n");
	const struct item plain = { "咨询", "12345", "/items/12345", 30, NULL, 0 };
	html2c_guide(&o, &plain, "https://例.example/?a=1&b=2", false);
	out_raw(&o, "\n");
	html2c_spaces(&o, " 甲\n\n  乙 ");
	fputs(out_str(&o), stdout);
	out_release(&o);
	arena_free(mem);
	return 0;
}
