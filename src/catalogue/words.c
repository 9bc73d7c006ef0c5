#include "catalogue/words.h"
#include "base/str.h"
#include "catalogue/catalogue.h"
#include "codes/codes.h"

const struct mode_row mode_rows[MODES] = {
	{ "five", "全程网上办理", "网上申请、预审、受理和办结，不用交纸质材料", 5, 1 },
	{ "four", "网上申请和受理，领取时核验", "网上申请、预审和受理，领取结果时带原件核验", 4, 1 },
	{ "three", "网上申请，窗口交材料", "网上申请和预审，通过后到窗口交一次纸质材料", 3, 2 },
	{ "counter", "窗口办理", "带齐材料到窗口申请", 1, INT64_MAX },
};

const struct mode_row *mode_row(const char *kind)
{
	for (size_t i = 0; i < MODES; i++)
		if (str_eq(mode_rows[i].kind, kind))
			return &mode_rows[i];
	return NULL;
}

const char *mode_name(const char *kind)
{
	const struct mode_row *m = mode_row(kind);
	return m ? m->name : "";
}

static const struct { const char *name, *sentence; } stars[] = {
	{ "", "" },
	{ "一星", "网上看指南，到窗口申请" },
	{ "二星", "从这里转到另一个网站申请" },
	{ "三星", "网上申请和预审，到窗口交纸质材料后受理" },
	{ "四星", "网上申请、预审和受理，领取结果时核验纸质材料" },
	{ "五星", "全程网上办理，不用交纸质材料" },
};

const int64_t star_all[5] = { 5, 4, 3, 2, 1 };

const char *star_name(int64_t star)
{
	must(star >= 0 && star <= 5);
	return stars[star].name;
}

const char *const *star_icons(int64_t star)
{
	static const char *const icons[] = { "star", "star", "star", "star", "star", "star-empty", "star-empty", "star-empty",
					     "star-empty", "star-empty" };
	must(star >= 0 && star <= 5);
	return icons + 5 - star;
}

const char *star_sentence(int64_t star)
{
	must(star >= 0 && star <= 5);
	return stars[star].sentence;
}

const char *level_name(struct tx *t, int64_t level)
{
	return codes_name(t, "assurance", arena_printf(t->mem, "%lld", (long long)level));
}

const char *limit_words(struct arena *a, const struct limit *l)
{
	if (!l->set)
		return "法律未规定";
	if (l->amount == 0)
		return "当场";
	return arena_printf(a, "%lld %s", (long long)l->amount, clock_unit_name(l->unit));
}
