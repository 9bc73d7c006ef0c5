/* The program: rooms, commands, options. Everything that can be asked of `tongban` stands in a table here or in a room. */
#include "document.h"
#include "rooms.h"
#include "schema.h"
#include "base/check.h"
#include "base/json.h"
#include "base/str.h"
#include "calendar/calendar_room.h"
#include "cases/cases.h"
#include "demo/demo.h"
#include "identity/identity.h"
#include "jobs/jobs.h"
#include "journeys/journeys.h"
#include "notices/notices.h"
#include "registry/uses.h"
#include "store/files.h"
#include "web/command.h"
#include "web/server.h"
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { AREA_OTHERWISE = 350205, COMMAND_MEMORY = 512 * 1024 * 1024 };

static int cmd_init(struct call *c);
static int cmd_serve(struct call *c);
static int cmd_migrate(struct call *c);
static int cmd_verify(struct call *c);
static int cmd_check(struct call *c);
static int cmd_setting(struct call *c);
static int cmd_sweep(struct call *c);
static int cmd_routes(struct call *c);
static int cmd_help(struct call *c);

static const struct command commands[] = {
	{ "init", "[--demo]", "make a new database; with --demo a fictional district to try everything on", COMMAND_STORE, cmd_init },
	{ "serve", "[--listen HOST:PORT]", "run the platform: hall, desk, interfaces, background work", COMMAND_SITE, cmd_serve },
	{ "migrate", "", "bring the database's schema up to date", COMMAND_STORE, cmd_migrate },
	{ "verify", "", "prove timelines, files, numbers and letters; exit status 1 when anything is wrong", COMMAND_SITE, cmd_verify },
	{ "check", "KIND", "read values from standard input, a line each, and say ok or what is wrong", COMMAND_BARE, cmd_check },
	{ "setting", "[NAME [VALUE]]", "show or change settings", COMMAND_SITE, cmd_setting },
	{ "sweep", "", "remove file contents that no record names", COMMAND_SITE, cmd_sweep },
	{ "routes", "", "the table of addresses and who may use them, a line of JSON each", COMMAND_BARE, cmd_routes },
	{ "document", "NAME", "print lifecycle, routes, settings, commands or letters as Markdown", COMMAND_BARE, document_run },
	{ "help", "", "this list", COMMAND_BARE, cmd_help },
	{ 0 },
};

static const struct room main_room = { .name = "main", .commands = commands };

static const char db_otherwise[] = "sqlite:var/tongban.db";

struct options {
	const char *db, *files, *key;
};

/* Where the files and the key stand when nothing else is said: beside the database. */
static const char *beside(struct call *c, const char *url, const char *end)
{
	const char *path = strchr(url, ':');
	return arena_printf(c->mem, "%s%s", path ? path + 1 : url, end);
}

/* The folder of a new database; an existing one is left alone. */
static void make_folder(struct call *c, const char *url)
{
	char *path = arena_strdup(c->mem, beside(c, url, ""));
	char *slash = strrchr(path, '/');
	if (slash && slash > path) {
		*slash = '\0';
		mkdir(path, 0700);
	}
}

static enum err open_site(struct call *c, const struct options *o, bool create, struct site *site)
{
	if (create)
		make_folder(c, o->db);
	const char *files = o->files ? o->files : beside(c, o->db, ".files");
	enum err e = store_check_url(o->db, create, c->fault);
	if (!e)
		e = secret_open(o->key ? o->key : beside(c, o->db, ".key"), create, c->fault, &site->secret);
	if (e)
		return e;
	struct store_options opt = { .url = o->db, .files_dir = files, .sets = rooms_statements(c->mem, c->rooms), .secret = site->secret,
				     .area = AREA_OTHERWISE, .now = demo_now };
	e = store_open(&opt, create, c->fault, &site->store);
	site->rooms = c->rooms;
	site->load_who = identity_load_who;
	site->load_nav = cases_load_nav;
	site->waiting = cases_waiting;
	site->unread = notices_unread_of;
	site->audit = audit_add;
	site->draw_home = cases_home;
	site->code_uses = uses_of_code;
	site->draw_journeys = journeys_draw;
	return e;
}

static bool wants_site(const struct command *command, const struct options *o)
{
	struct fault unsaid = { 0 };
	if (command->needs != COMMAND_MAYBE)
		return command->needs != COMMAND_BARE;
	return o->db != db_otherwise || store_check_url(o->db, false, &unsaid) == OK;
}

static int run(struct call *c, const struct command *command, const struct options *o)
{
	struct site site = { 0 };
	int status;
	enum err e = OK;
	bool wanted = wants_site(command, o);
	if (wanted) {
		e = open_site(c, o, command->run == cmd_init, &site);
		c->site = &site;
	}
	if (!e && wanted && command->needs != COMMAND_STORE)
		e = store_check_schema(site.store, schema_files, c->fault);
	status = e ? call_failed(c) : command->run(c);
	store_close(site.store);
	secret_close(site.secret);
	return status;
}

static const struct command *find_command(const struct room *rooms, const char *name)
{
	for (const struct room *r = rooms; r->name; r++)
		for (const struct command *k = r->commands; k && k->name; k++)
			if (str_eq(k->name, name))
				return k;
	return NULL;
}

int main(int argc, char **argv)
{
	struct options o = { .db = db_otherwise };
	struct fault fault = { 0 };
	struct call c = { .fault = &fault, .rooms = rooms_all(&main_room) };
	int at = 1;
	for (; at < argc && argv[at][0] == '-'; at += 2) {
		const char **to = str_eq(argv[at], "--db") ? &o.db : str_eq(argv[at], "--files") ? &o.files : str_eq(argv[at], "--key") ? &o.key : NULL;
		if (!to)
			return call_usage(&c, "unknown option '%s'", argv[at]);
		if (at + 1 == argc)
			return call_usage(&c, "option '%s' needs a value", argv[at]);
		*to = argv[at + 1];
	}
	const struct command *command = at < argc ? find_command(c.rooms, argv[at]) : NULL;
	if (!command)
		return at < argc ? call_usage(&c, "unknown command '%s'", argv[at]) : call_usage(&c, "no command");
	c.argc = argc - at - 1;
	c.argv = argv + at + 1;
	c.mem = arena_new(COMMAND_MEMORY);
	int status = run(&c, command, &o);
	arena_free(c.mem);
	return status;
}

static int cmd_migrate(struct call *c)
{
	int applied = 0;
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	if (store_migrate(c->site->store, schema_files, c->fault, &applied))
		return call_failed(c);
	printf("%d migration%s applied\n", applied, applied == 1 ? "" : "s");
	return EXIT_OK;
}

static int cmd_init(struct call *c)
{
	bool demo = call_flag(c, "--demo");
	int applied = 0;
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	if (store_migrate(c->site->store, schema_files, c->fault, &applied))
		return call_failed(c);
	if (applied == 0) {
		fprintf(stderr, "tongban: this database has been set up before\n");
		return EXIT_FAILED;
	}
	if (calendar_install(c->site->store, c->mem, c->fault) || (demo && demo_install(c->site, c->mem, c->fault)))
		return call_failed(c);
	return EXIT_OK;
}

static void say_address(int port)
{
	printf("tongban: http://127.0.0.1:%d\n", port);
	fflush(stdout);
}

/* A letter's PDF takes whole fonts into memory for a moment: large blocks go back to the system at once, and the many threads
 * that mostly wait share a few heaps. */
static void keep_memory_small(void)
{
	enum { LARGE_BYTES = 1 << 20, HEAPS = 4, KEPT_BYTES = 4 << 20 };
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	mallopt(M_ARENA_MAX, HEAPS);
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES); /* giving every request's pages back costs a fault for each with the next */
}

static int cmd_serve(struct call *c)
{
	const char *listen = call_option(c, "--listen");
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	keep_memory_small();
	struct jobs *jobs = jobs_start(c->site);
	enum err e = server_run(c->site, listen ? listen : "127.0.0.1:8080", say_address, c->fault);
	jobs_stop(jobs);
	return e ? call_failed(c) : EXIT_OK;
}

static int cmd_check(struct call *c)
{
	static char line[4096];
	if (!call_rest(c, 1))
		return EXIT_USAGE;
	const struct check *kind = check_find(c->argv[0]);
	if (!kind)
		return call_usage(c, "unknown kind '%s'", c->argv[0]);
	while (fgets(line, sizeof line, stdin)) {
		struct arena *a = arena_new(1 << 20);
		line[strcspn(line, "\r\n")] = '\0';
		const char *wrong = str_valid_utf8(line, strlen(line)) ? check_value(a, kind, line) : "不是 UTF-8 文字";
		puts(wrong ? wrong : "ok");
		arena_free(a);
	}
	return EXIT_OK;
}

static enum err put_setting(struct tx *t, void *arg)
{
	char **argv = arg;
	return setting_set(t, argv[0], argv[1]);
}

static int show_settings(struct call *c, const char *name)
{
	struct tx *t = store_read(c->site->store, c->mem, c->fault);
	bool found = false;
	for (int i = 0; i < SETTING__MAX; i++)
		if (!name || str_eq(settings[i].name, name)) {
			printf("%s = %s\n    %s (%s)\n", settings[i].name, setting_shown(t, (enum setting)i), settings[i].help, settings[i].kind);
			found = true;
		}
	store_read_done(t);
	return found ? EXIT_OK : call_usage(c, "unknown setting '%s'", name);
}

static int cmd_setting(struct call *c)
{
	if (c->argc < 2)
		return show_settings(c, c->argc ? c->argv[0] : NULL);
	if (!call_rest(c, 2))
		return EXIT_USAGE;
	if (store_write(c->site->store, c->mem, c->fault, put_setting, c->argv) == OK)
		return EXIT_OK;
	int status = call_failed(c);
	return c->fault->code == ERR_BAD_INPUT ? EXIT_USAGE : status;
}

static int cmd_sweep(struct call *c)
{
	enum { HOUR_MS = 3600 * 1000 };
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	printf("%zu removed\n", file_sweep(c->site->store, HOUR_MS));
	return EXIT_OK;
}

static int cmd_verify(struct call *c)
{
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	size_t wrong = cases_verify(c->site, c->mem);
	printf(wrong ? "%zu wrong\n" : "all right\n", wrong);
	return wrong ? EXIT_FAILED : EXIT_OK;
}

static void print_words(struct json_out *j, unsigned bits, const struct role *words)
{
	for (; words->bit; words++)
		if (bits & words->bit)
			json_text(j, words->word);
}

static void print_route(struct out *o, const struct route *row)
{
	static const struct role kinds[] = { { ANYONE, "anyone", "" }, { APPLICANT, "applicant", "" }, { 0 } };
	static const struct role flags[] = {
		{ ROUTE_UPLOAD, "upload", "" }, { ROUTE_JSON, "json", "" }, { ROUTE_SHARED, "shared", "" }, { 0 },
	};
	struct json_out j = json_begin(o);
	json_open(&j, '{');
	json_member_text(&j, "method", row->method == POST ? "POST" : "GET");
	json_member_text(&j, "path", row->path);
	json_key(&j, "who");
	json_open(&j, '[');
	print_words(&j, row->who, kinds);
	print_words(&j, row->who, roles);
	json_close(&j, ']');
	json_key(&j, "flags");
	json_open(&j, '[');
	print_words(&j, row->flags, flags);
	json_close(&j, ']');
	json_member_int(&j, "body_bytes", (int64_t)row->body);
	json_member_text(&j, "help", row->help);
	json_close(&j, '}');
}

static int cmd_routes(struct call *c)
{
	enum { LINE_MAX_BYTES = 4096 };
	struct out o;
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	out_init(&o, c->mem, LINE_MAX_BYTES);
	for (const struct room *r = c->rooms; r->name; r++)
		for (const struct route *row = r->routes; row && row->path; row++) {
			out_clear(&o);
			print_route(&o, row);
			puts(out_str(&o));
		}
	out_release(&o);
	return EXIT_OK;
}

static int cmd_help(struct call *c)
{
	if (!call_rest(c, 0))
		return EXIT_USAGE;
	puts("tongban [--db sqlite:PATH] [--files DIR] [--key FILE] COMMAND …\n");
	for (const struct room *r = c->rooms; r->name; r++)
		for (const struct command *k = r->commands; k && k->name; k++)
			printf("  %-10s %-28s %s\n", k->name, k->arguments, k->help);
	return EXIT_OK;
}
