/* Made by html2c from html2c/spaces.html. */
#include "spaces.h"

void html2c_spaces(struct out *o, const char *typed)
{
	(void)o;
	(void)typed;
	out_bytes(o, "<p>这一行很长,所以换行。Tongban is\nopen source\nand 免费free。 <b>粗</b> <i>斜</i>"
		"<q>a ?\?/ \"b\" \\ c</q></p><pre>\n  两格\n\t制表 ", 143);
#line 12 "html2c/spaces.html"
	out_text(o, typed);
	out_bytes(o, "\n</pre><textarea name=\"reason\" rows=\"3\" title=\"第一行 第二行\">\n", 69);
#line 17 "html2c/spaces.html"
	out_text(o, typed);
	out_bytes(o, "\n</textarea>", 12);
#line 19 "html2c/spaces.html"
	out_text(o, typed);
	out_bytes(o, " 个<textarea>\n", 15);
#line 20 "html2c/spaces.html"
	out_text(o, typed);
	out_bytes(o, "</textarea>", 11);
}
