/* embed OUT.c OUT.h NAME FILE…: puts files into the program as an array, in the order given, {0} at the end.
 *
 * A file is found under the part of its path behind the last "assets/", or under its bare name. The bytes are written
 * as string literals, which compilers read many times faster than lists of numbers. */
#include "tool.h"

static const char *name_of(const char *path)
{
	static const char folder[] = "assets/";
	const char *name = tool_base_name(path);
	for (const char *at = strstr(path, folder); at; at = strstr(at, folder)) {
		at += strlen(folder);
		name = at;
	}
	return name;
}

static void add_file(struct out *o, struct arena *mem, const char *path)
{
	size_t size;
	const char *data = tool_read(mem, path, &size);
	out_raw(o, "\t{ ");
	tool_literal(o, name_of(path), strlen(name_of(path)));
	out_raw(o, ", (const unsigned char *)\n\t\t");
	tool_literal(o, data, size);
	out_printf(o, ", %zu },\n", size);
}

static void write_header(struct out *o, const char *name)
{
	out_printf(o, "/* Made by embed. */\n#pragma once\n#include \"base/embedded.h\"\n\nextern const struct embedded %s[];\n", name);
}

int main(int argc, char **argv)
{
	if (argc < 4 || !tool_is_name(argv[3])) {
		fputs("usage: embed OUT.c OUT.h NAME FILE…\n", stderr);
		return 2;
	}
	struct arena *mem = arena_new(TOOL_MAX_BYTES);
	struct out code, header;
	out_init(&code, mem, TOOL_MAX_BYTES);
	out_init(&header, mem, TOOL_MAX_BYTES);
	out_printf(&code, "/* Made by embed. */\n#include \"%s\"\n\nconst struct embedded %s[] = {\n", tool_base_name(argv[2]),
		   argv[3]);
	for (int i = 4; i < argc; i++)
		add_file(&code, mem, argv[i]);
	out_raw(&code, "\t{ 0 },\n};\n");
	write_header(&header, argv[3]);
	tool_write(argv[1], &code);
	tool_write(argv[2], &header);
	out_release(&code);
	out_release(&header);
	arena_free(mem);
	return 0;
}
