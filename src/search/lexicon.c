#include "search/lexicon.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum { LEXICON_MEMORY = 64 << 20, WORD_MAX = 200 };

static int by_length(const void *a, const void *b)
{
	const struct lexicon_word *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	int order = strcmp(x->word, y->word);
	return order ? order : strcmp(x->means, y->means);
}

struct search_synonyms *search_synonyms_new(const struct search_synonym *all, size_t n)
{
	struct arena *mem = arena_new(LEXICON_MEMORY);
	struct search_synonyms *s = arena_new_of(mem, struct search_synonyms);
	*s = (struct search_synonyms){ .mem = mem, .all = arena_array(mem, struct lexicon_word, n + 1) };
	for (size_t i = 0; i < n; i++) {
		struct fold f = fold_text(mem, all[i].word, WORD_MAX);
		fold_close(&f);
		if (f.n > 0)
			s->all[s->n++] = (struct lexicon_word){ f.c, f.n, arena_strdup(mem, all[i].word), arena_strdup(mem, all[i].means) };
	}
	qsort(s->all, s->n, sizeof *s->all, by_length);
	return s;
}

void search_synonyms_free(struct search_synonyms *s)
{
	if (s)
		arena_free(s->mem);
}

size_t lexicon_within(const uint16_t *c, size_t n, const uint16_t *text, size_t size)
{
	for (size_t at = 0; at + n <= size; at++)
		if (memcmp(text + at, c, n * sizeof *c) == 0)
			return at;
	return SIZE_MAX;
}

/* Long ones first. */
static const char *const around[] = {
	"需要准备什么材料", "需要什么材料", "需要哪些材料", "要带什么材料", "要什么材料", "需要什么手续", "要什么手续", "需要什么证", "要什么证",
	"需要办什么", "要办什么", "在哪里办理", "在哪儿办理", "去哪里办理", "怎么办理", "如何办理", "怎样办理", "怎么申请", "如何申请", "怎样申请",
	"在哪里办", "在哪儿办", "去哪里办", "怎么弄", "怎么办", "如何办", "怎样办", "怎么领", "怎么开", "怎么查", "多少钱", "多长时间", "多久能办",
	"我想要", "我想办", "我要办", "我想", "我要", "想要", "请问", "需要", "如何", "怎么", "怎样", "在哪里", "去哪里", "在哪儿", "在哪", "去哪",
	"哪里", "什么", "可以", "能不能", "一下", "一家", "一个", "办理", "申请", "申办", "流程", "手续", "条件", "资料", "开办", "我", "办", "开",
	"的", "吗", "呢", "啊", "吧",
};

char *lexicon_strip(struct arena *a, const char *words)
{
	char *s = arena_strdup(a, words);
	for (size_t i = 0; i < sizeof around / sizeof *around; i++)
		for (char *at = s; (at = strstr(at, around[i]));)
			memset(at, ' ', strlen(around[i]));
	return s;
}
