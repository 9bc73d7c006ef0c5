/* Blank forms and samples of a few materials, as departments put them beside their guides. */
#include "demo/demo_private.h"
#include "base/str.h"
#include "letters/paper.h"
#include "store/files.h"
#include "store/store.sql.h"

enum { LINES = 6, PDF_BYTES = 8 << 20 };

struct line { const char *label, *sample; };

static const struct demo_paper {
	int item;
	const char *material, *title, *intro;
	struct line lines[LINES];
} papers[] = {
	{ 1, "授权委托书", "授权委托书", "现委托下列人员代为办理食品经营许可申请，委托人对其在委托权限内的行为负责。",
	  { { "委托人", "晴川餐饮管理有限公司（演示）" }, { "受托人", "林一（演示）" }, { "代办事项", "食品经营许可（新办）的申请、补正和领证" },
	    { "委托期限", "2026年11月1日至2026年12月31日" }, { "委托人签名或盖章", "（盖章）" } } },
	{ 1, "经营场所设备布局与操作流程图", "设备布局与操作流程说明", "请在另附的图上画出各功能间、主要设备和加工流程的位置，标明面积，并填写下表。",
	  { { "场所面积", "使用面积 42 平方米，其中加工区 18 平方米" }, { "进货和贮存", "后门进货，冷藏柜 2 台、常温货架 1 组" },
	    { "加工流程", "洗手消毒 → 备料 → 现调饮品 → 封口 → 售卖" }, { "消毒设施", "热力消毒柜 1 台，洗手池独立设置" } } },
	{ 3, "公司章程", "有限责任公司章程（参考格式）", "依照公司法，由全体股东共同订立本章程。以下是必须写明的内容，其余可以自行约定。",
	  { { "公司名称和住所", "厦门沧江贸易有限公司（演示），海沧区示范路 18 号" }, { "经营范围", "日用百货销售" },
	    { "注册资本", "人民币 50 万元" }, { "股东和出资", "林一出资 30 万元，王晓岚出资 20 万元，2030年底前缴足" },
	    { "法定代表人", "由执行董事担任" }, { "股东签名", "林一、王晓岚（演示）" } } },
	{ 7, "卫生管理制度", "公共场所卫生管理制度（参考格式）", "公共场所经营者应当建立卫生管理制度，指定专人负责。",
	  { { "负责人和岗位", "店长负责，前台每日记录" }, { "清洗消毒", "公共用品一客一换，毛巾高温消毒 30 分钟" },
	    { "从业人员健康管理", "每年体检一次，持健康证明上岗" }, { "自检自查", "每周一次，记录保存两年" } } },
	{ 13, "办学报告", "申请办学报告（参考格式）", "举办者应当在报告里写明下列内容。",
	  { { "举办者", "启明教育（演示）" }, { "培养目标和办学规模", "3 至 6 岁幼儿，9 个班，270 人" }, { "办学条件", "园舍 3200 平方米，户外场地 1800 平方米" },
	    { "资金来源", "举办者自有资金 300 万元" }, { "管理体制", "设理事会，园长负责制" } } },
	{ 19, "居民家庭经济状况核对授权书", "居民家庭经济状况核对授权书", "申请人和共同生活的家庭成员授权民政部门查询、核对家庭经济状况。",
	  { { "授权人姓名", "周福安（演示）" }, { "共同生活的家庭成员", "周福安、陈桂花（演示）" }, { "授权查询的内容", "收入、存款、房屋、车辆、社会保险" },
	    { "授权人签名", "周福安" }, { "日期", "2026年11月2日" } } },
};
enum { PAPERS = sizeof papers / sizeof *papers };
_Static_assert(PAPERS * 2 == DEMO_PAPERS, "each has a blank form and a sample");

static enum err make(struct demo *d, const struct demo_paper *p, bool sample, struct demo_file *out)
{
	struct paper_block blocks[LINES + 2] = { { .kind = PAPER_PARAGRAPH, .text = p->intro } };
	size_t n = 1;
	for (const struct line *l = p->lines; l < p->lines + LINES && l->label; l++)
		blocks[n++] = (struct paper_block){ .kind = PAPER_FIELD, .label = l->label, .text = sample ? l->sample : " " };
	blocks[n++] = (struct paper_block){ .kind = PAPER_NOTE, .text = sample ? "样表，内容为虚构，请按实际情况填写。" : "演示用的空白表格。" };
	const struct paper sheet = { .kind = PAPER_RECEIPT, .title = p->title, .blocks = blocks, .n_blocks = n, .copy_mark = sample ? "样表" : "" };
	struct out pdf;
	char hash[DIGEST_HEX];
	out_init(&pdf, d->mem, PDF_BYTES);
	enum err e = paper_render(&sheet, &pdf, d->fault);
	if (!e)
		e = file_put(d->site->store, d->mem, d->fault, pdf.data, pdf.len, hash);
	if (!e)
		*out = (struct demo_file){ arena_strdup(d->mem, hash), (int64_t)pdf.len };
	out_release(&pdf);
	return e;
}

enum err papers_make(struct demo *d)
{
	enum err e = OK;
	for (size_t i = 0; i < DEMO_PAPERS && !e; i++)
		e = make(d, &papers[i / 2], i % 2, &d->papers[i]);
	return e;
}

static void attach(struct tx *t, const struct demo *d, size_t i, json_t *material)
{
	const struct demo_file *f = &d->papers[i];
	const char *name = arena_printf(t->mem, "%s（%s）.pdf", papers[i / 2].title, i % 2 ? "样表" : "空白");
	file_add(t, f->hash, f->bytes, "application/pdf");
	json_object_set_new(material, i % 2 ? "sample" : "blank", json_pack("{sssssI}", "hash", f->hash, "name", name, "bytes", (json_int_t)f->bytes));
}

void papers_attach(struct tx *t, const struct demo *d, int64_t no, json_t *item)
{
	size_t k;
	json_t *m;
	for (size_t i = 0; i < DEMO_PAPERS; i++)
		json_array_foreach(json_object_get(item, "materials"), k, m)
			if (papers[i / 2].item == no && str_eq(papers[i / 2].material, json_get_text(m, "name")))
				attach(t, d, i, m);
}
