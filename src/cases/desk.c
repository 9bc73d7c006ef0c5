/* The desk: its routes and the left side of its pages. */
#include "cases/desk.h"
#include "base/str.h"
#include "registry/registry.h"

enum { COUNT_MOST = 99 };

/* Counts stop at the first 99: nobody needs to know whether it is 1 200 or 1 300, and the page stays quick. */
static int64_t count_states(struct req *r, const struct desk_states *wanted)
{
	return desk_watch_count_states(r, *wanted, 0, DESK_NO_END, COUNT_MOST);
}

static int64_t count_tasks(struct req *r)
{
	struct desk_piece *pieces;
	size_t n = desk_gather_pieces(r, &pieces);
	int64_t sum = 0;
	for (size_t i = 0; i < n && sum < COUNT_MOST; i++)
		sum += desk_count_tasks(req_tx(r), pieces[i].organisation, role_by_bit(pieces[i].role)->word, pieces[i].staff, 0, DESK_NO_END,
					COUNT_MOST - sum);
	return sum;
}

static void nav_group(struct desk_nav *nav, const char *title)
{
	nav->groups[nav->n++].title = title;
}

static void nav_link(struct desk_nav *nav, const char *path, const char *name, int64_t count)
{
	struct desk_group *g = &nav->groups[nav->n - 1];
	must(g->n < sizeof g->links / sizeof *g->links);
	g->links[g->n++] = (struct desk_link){ path, name, count };
}

/* Those who only keep the catalogue have no cases to look at. */
static bool has_cases(const struct req *r)
{
	return r->who.roles & ~(unsigned)(ROLE_REFORM | ROLE_CATALOGUE);
}

void cases_load_nav(struct req *r, struct desk_nav *out)
{
	if (r->who.kind != WHO_STAFF)
		return;
	nav_group(out, "我的工作");
	if (has_cases(r)) {
		nav_link(out, "/desk/todo", "待办", count_tasks(r));
		nav_link(out, "/desk/doing", "在办", count_states(r, &desk_list_running));
		nav_link(out, "/desk/held", "挂起", desk_watch_count_held(r, COUNT_MOST));
		nav_link(out, "/desk/pressing", "督办", desk_watch_count(r, COUNT_MOST));
		nav_link(out, "/desk/done", "已办", -1);
	}
	nav_link(out, "/desk/leave", "请假委托", -1);
	if (r->who.roles & ROLE_COUNTER) {
		nav_group(out, "窗口");
		nav_link(out, "/desk/register", "登记收件", -1);
		nav_link(out, "/desk/delivery", "取证送达", count_states(r, &desk_list_with_result));
		nav_link(out, "/desk/people", "实名核验", -1);
	}
	if (r->who.roles & ROLE_HEAD) {
		nav_group(out, "单位");
		nav_link(out, "/desk/team", "本单位人员", -1);
	}
	if (r->who.roles & (ROLE_CATALOGUE | ROLE_REFORM | ROLE_ADMIN)) {
		nav_group(out, "事项管理");
		nav_link(out, "/admin/adjustments", "动态调整", registry_waiting(r));
		nav_link(out, "/admin/items", "事项", -1);
		nav_link(out, "/admin/records/power", "权责清单", -1);
		nav_link(out, "/admin/powers", "权责与事项核对", -1);
		nav_link(out, "/admin/rates", "星级与网办率", -1);
		nav_link(out, "/admin/transfer", "导入导出", -1);
		nav_link(out, "/admin/links", "网址检查", -1);
	}
	if (r->who.roles & (ROLE_REFORM | ROLE_ADMIN)) {
		nav_group(out, "标准与目录");
		nav_link(out, "/admin/standards", "标准模板", -1);
		nav_link(out, "/admin/records/intermediary", "中介服务", -1);
		nav_link(out, "/admin/records/journey", "办事引导", -1);
		nav_link(out, "/admin/records/site", "便民网站", -1);
		nav_link(out, "/admin/synonyms", "搜索用词", -1);
		nav_link(out, "/admin/codes", "代码表", -1);
	}
	if (r->who.roles & ROLE_ADMIN) {
		nav_group(out, "管理");
		nav_link(out, "/admin/organisations", "机构", -1);
		nav_link(out, "/admin/staff", "人员", -1);
		nav_link(out, "/admin/letters", "文书模板", -1);
		nav_link(out, "/admin/calendar", "工作日历", -1);
		nav_link(out, "/admin/audit", "审计", -1);
		nav_link(out, "/admin/jobs", "后台任务", -1);
	}
}

static enum err home(struct req *r)
{
	return reply_redirect(r, has_cases(r) ? "/desk/todo" : "/admin/adjustments");
}

const struct route cases_desk_routes[] = {
	{ GET, "/desk", home, STAFF(ANY_ROLE), .help = "goes to the official's list of tasks" },
	{ GET, "/desk/todo", desk_list_todo, STAFF(ANY_ROLE),
	  .help = "open tasks of the official's roles, most urgent first" },
	{ GET, "/desk/doing", desk_list_doing, STAFF(ANY_ROLE),
	  .help = "cases of the official's organisations that have not ended" },
	{ GET, "/desk/held", desk_watch_held, STAFF(ANY_ROLE), .help = "cases that stand still: why, since when, what is left" },
	{ GET, "/desk/pressing", desk_watch_pressing, STAFF(ANY_ROLE), .help = "cases that are over, due, or wait for somebody who is late" },
	{ GET, "/desk/done", desk_list_done, STAFF(ANY_ROLE), .help = "what the official has done, newest first" },
	{ GET, "/desk/delivery", desk_list_delivery, STAFF(ROLE_COUNTER),
	  .help = "cases with a result to be made or delivered" },
	{ GET, "/desk/find", desk_list_find, STAFF(ANY_ROLE), .help = "a case by its number, or a list by words" },
	{ GET, "/desk/team", desk_team_show, STAFF(ROLE_HEAD), .help = "what each official of the own organisations has to do" },
	{ GET, "/desk/team/:organisation/:role/:staff", desk_team_queue, STAFF(ROLE_HEAD),
	  .help = "tasks of one person, or of everybody in a role (staff 0)" },
	{ POST, "/desk/team/:organisation/:role/:staff", desk_team_hand_over, STAFF(ROLE_HEAD), KB(32), .help = "hands some of them over" },
	{ GET, "/desk/register", desk_register_find, STAFF(ROLE_COUNTER),
	  .help = "finds the item that somebody at the window applies for" },
	{ GET, "/desk/register/:code", desk_register_form, STAFF(ROLE_COUNTER),
	  .help = "form for an application at the window" },
	{ POST, "/desk/register/:code", desk_register_save, STAFF(ROLE_COUNTER), KB(512),
	  .help = "registers it and issues the receipt" },
	{ GET, "/desk/cases/:id", desk_case_show, STAFF(ANY_ROLE),
	  .help = "one case: materials, form, timeline, letters, legal actions" },
	{ GET, "/desk/cases/:id/clocks/:kind/:run", desk_case_clock, STAFF(ANY_ROLE), .help = "one clock of a case, day by day" },
	{ GET, "/desk/cases/:id/receipt", desk_register_receipt, STAFF(ROLE_COUNTER),
	  .help = "number and query code for the applicant at the window" },
	{ POST, "/desk/cases/:id/act/:action", desk_act_do, STAFF(ANY_ROLE), KB(64),
	  .help = "one action of the flow table" },
	{ POST, "/desk/cases/:id/reveal", desk_act_reveal, STAFF(ANY_ROLE), KB(8),
	  .help = "shows the certificate number once; audited" },
	{ POST, "/desk/cases/:id/materials/all-good", desk_act_all_good, STAFF(ANY_ROLE), KB(8),
	  .help = "good for all materials without an opinion" },
	{ POST, "/desk/cases/:id/materials/:no", desk_act_opinion, STAFF(ANY_ROLE), KB(16),
	  .help = "opinion on one material" },
	{ POST, "/desk/cases/:id/materials/:no/upload", desk_act_upload, STAFF(ROLE_COUNTER), MB(21), ROUTE_UPLOAD,
	  .help = "scan of a paper handed in" },
	{ GET, "/desk/files/:case/:file", desk_act_file, STAFF(ANY_ROLE), .help = "a file of a case" },
	{ 0 },
};
