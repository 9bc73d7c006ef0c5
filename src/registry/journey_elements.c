/* The elements of a journey (办事引导): what is asked, and which items follow from the answers. */
#include "registry/kinds.h"

#define ABOUT "引导说明"
#define QUESTIONS "提问"
#define ITEMS "事项和先后"
#define MUST ELEMENT_NEEDED
#define END { 0 }

static const struct element question_columns[] = {
	{ "name", "代号", NULL, ELEMENT_TEXT, NULL, NULL, MUST, 40, "小写字母、数字和下划线，条件里用它" },
	{ "label", "问什么", NULL, ELEMENT_TEXT, NULL, NULL, MUST, 100, "例如：店里卖现做的饮料和食品吗？" },
	{ "choices", "可以选的", NULL, ELEMENT_TEXTS, NULL, NULL, MUST, 100, "至少两个" },
	{ "hint", "说明", NULL, ELEMENT_TEXT, NULL, NULL, 0, 200, NULL },
	{ "when", "什么情况下问", NULL, ELEMENT_EXPR, NULL, NULL, 0, 300, "只能看前面的问题；不填：总是问" },
	END
};

static const struct element item_columns[] = {
	{ "code", "事项编码", NULL, ELEMENT_TEXT, NULL, NULL, MUST, 100, NULL },
	{ "why", "为什么要办", NULL, ELEMENT_TEXT, NULL, NULL, MUST, 200, "对申请人说，例如：现做饮料属于餐饮服务" },
	{ "after", "要先办好的事项", NULL, ELEMENT_TEXTS, NULL, NULL, 0, 100, "填编码；不填：不用等别的事项" },
	{ "when", "什么情况下要办", NULL, ELEMENT_EXPR, NULL, NULL, 0, 300, "看上面的问题；不填：都要办" },
	{ "circumstances", "按哪种情形办", NULL, ELEMENT_TEXTS, NULL, NULL, 0, 100, "事项自己的情形，例如：kind=新办" },
	END
};

static const struct element note_columns[] = {
	{ "words", "提示", NULL, ELEMENT_LONG, NULL, NULL, MUST, 300, NULL },
	{ "when", "什么情况下提示", NULL, ELEMENT_EXPR, NULL, NULL, 0, 300, "不填：总是提示" },
	END
};

const struct element journey_elements[] = {
	{ "name", "名称", ABOUT, ELEMENT_TEXT, NULL, NULL, MUST, 60, "申请人想做的事，例如：我要开一家奶茶店" },
	{ "code", "编码", ABOUT, ELEMENT_TEXT, NULL, NULL, MUST, 40, "网址里用，小写字母、数字和连字符" },
	{ "summary", "一句话介绍", ABOUT, ELEMENT_TEXT, NULL, NULL, MUST, 200, NULL },
	{ "keywords", "也叫", ABOUT, ELEMENT_TEXTS, NULL, NULL, 0, 40, "搜索时用，至少两个字" },
	{ "person", "面向个人", ABOUT, ELEMENT_FLAG, NULL, NULL, 0, 0, NULL },
	{ "company", "面向企业和组织", ABOUT, ELEMENT_FLAG, NULL, NULL, 0, 0, NULL },
	{ "questions", "问题", QUESTIONS, ELEMENT_ROWS, NULL, question_columns, 0, 0, "一次问一个，按先后排" },
	{ "items", "要办的事项", ITEMS, ELEMENT_ROWS, NULL, item_columns, MUST, 0, NULL },
	{ "notes", "提示", ITEMS, ELEMENT_ROWS, NULL, note_columns, 0, 0, "不用办的情况也在这里说清楚" },
	END
};
