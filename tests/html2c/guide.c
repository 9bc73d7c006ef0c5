/* Made by html2c from html2c/guide.html. */
#include "guide.h"

void html2c_guide(struct out *o, const struct item *item, const char *query, bool unread)
{
	(void)o;
	(void)item;
	(void)query;
	(void)unread;
#line 8 "html2c/guide.html"
	html2c_frame_open(o, item->name);
	out_bytes(o, "<article class=\"guide ", 22);
#line 9 "html2c/guide.html"
	if (unread) {
	out_bytes(o, "unread", 6);
#line 9 "html2c/guide.html"
	} else if (item->days > 20) {
	out_bytes(o, "slow", 4);
#line 9 "html2c/guide.html"
	} else {
	out_bytes(o, "read", 4);
	}
	out_bytes(o, "\" data-code=\"", 13);
#line 9 "html2c/guide.html"
	out_attr(o, item->code);
	out_bytes(o, "\"><h1>", 6);
#line 10 "html2c/guide.html"
	out_text(o, item->name);
	out_bytes(o, "</h1><p>您好,办结需要 ", 28);
#line 11 "html2c/guide.html"
	out_text(o, item->days);
	out_bytes(o, " 个工作日。", 16);
#line 11 "html2c/guide.html"
	out_safe(o, bold(o, query));
	out_bytes(o, "</p>", 4);
#line 12 "html2c/guide.html"
	if (item->n_materials > 0) {
	out_bytes(o, "<ol>", 4);
#line 14 "html2c/guide.html"
	for (size_t m_i = 0; m_i < (size_t)(item->n_materials); m_i++) { const struct material *m = &(item->materials)[m_i]; (void)m;
	out_bytes(o, "<li", 3);
#line 15 "html2c/guide.html"
	if (m->required) {
	out_bytes(o, " class=\"must\" title=\"必须提交:", 34);
#line 15 "html2c/guide.html"
	out_attr(o, m->name);
	out_bytes(o, "\"", 1);
	}
	out_bytes(o, "><input type=\"checkbox\" id=\"m", 29);
#line 16 "html2c/guide.html"
	out_attr(o, m_i);
	out_bytes(o, "\"", 1);
#line 16 "html2c/guide.html"
	if (m->required) out_bytes(o, " checked", 8);
#line 16 "html2c/guide.html"
	if (m_i == 1) out_bytes(o, " aria-current=\"step\"", 20);
	out_bytes(o, "><label for=\"m", 14);
#line 17 "html2c/guide.html"
	out_attr(o, m_i);
	out_bytes(o, "\">", 2);
#line 17 "html2c/guide.html"
	out_text(o, m->name);
	out_bytes(o, "</label></li>", 13);
	}
	out_bytes(o, "</ol>", 5);
#line 21 "html2c/guide.html"
	} else {
	out_bytes(o, "<p>不需要材料。</p>", 25);
	}
	out_bytes(o, "<nav><a href=\"", 14);
#line 25 "html2c/guide.html"
	out_url(o, item->url);
	out_bytes(o, "\">原文</a> <a href=\"", 22);
#line 25 "html2c/guide.html"
	out_url(o, query);
	out_bytes(o, "\">查询</a><a href=\"/items/", 28);
#line 26 "html2c/guide.html"
	out_part(o, item->code);
#line 26 "html2c/guide.html"
	if (unread) {
	out_bytes(o, "?q=", 3);
#line 26 "html2c/guide.html"
	out_part(o, query);
	out_bytes(o, "&amp;page=", 10);
#line 26 "html2c/guide.html"
	out_part(o, item->days + 1);
	}
	out_bytes(o, "\">指南</a><a href=\"tel:", 25);
#line 27 "html2c/guide.html"
	out_part(o, item->code);
	out_bytes(o, "\">电话</a><button hx-post=\"/my/", 33);
#line 28 "html2c/guide.html"
	out_part(o, query);
	out_bytes(o, "\" name=\"q\" value=\"", 18);
#line 28 "html2c/guide.html"
	out_attr(o, query);
	out_bytes(o, "\" disabled>", 11);
#line 28 "html2c/guide.html"
	out_text(o, "}}");
	out_bytes(o, "</button><svg class=\"icon\" aria-hidden=\"true\"><use href=\"/icons.svg#", 68);
#line 29 "html2c/guide.html"
	out_part(o, query);
	out_bytes(o, "\"/></svg></nav></article>", 25);
#line 32 "html2c/guide.html"
	html2c_frame_close(o);
}
