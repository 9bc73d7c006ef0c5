#include "transfer/sniff.h"
#include "base/str.h"
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#define AS_CSV "请在表格软件里打开，另存为“CSV UTF-8”以后再导入"
#define AS_UTF8 "请另存为 UTF-8 编码"

static const struct { const char *begin; size_t n; const char *is, *mend; } others[] = {
	{ "PK\x03\x04", 4, "XLSX 工作簿或者 ZIP 压缩包", AS_CSV },
	{ "PK\x05\x06", 4, "空的 ZIP 压缩包", AS_CSV },
	{ "\xD0\xCF\x11\xE0", 4, "XLS 工作簿", AS_CSV },
	{ "%PDF", 4, "PDF 文档", "请向提供的人要表格文件" },
	{ "\x1F\x8B", 2, "gzip 压缩文件", "请解压以后再导入" },
	{ "Rar!", 4, "RAR 压缩文件", "请解压以后再导入" },
	{ "7z\xBC\xAF", 4, "7z 压缩文件", "请解压以后再导入" },
	{ "\xFF\xFE", 2, "UTF-16 编码（“Unicode 文本”）", AS_UTF8 },
	{ "\xFE\xFF", 2, "UTF-16 编码（“Unicode 文本”）", AS_UTF8 },
	{ "\x89PNG", 4, "图片", "请向提供的人要表格文件" },
	{ "\xFF\xD8\xFF", 3, "图片", "请向提供的人要表格文件" },
};

static int64_t line_at(const char *data, size_t at)
{
	int64_t line = 1;
	for (size_t i = 0; i < at; i++)
		line += data[i] == '\n';
	return line;
}

/* GB18030 covers everything that GBK and GB2312 files hold. NULL when it is not that either: then *out_n says where. */
static const char *from_gb18030(struct arena *mem, const char *data, size_t n, size_t *out_n)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	if (cd == (iconv_t)-1)
		return NULL;
	size_t room = n * 2 + 16, left = room, rest = n; /* two bytes become at most three, four become at most four */
	char *text = arena_alloc(mem, room + 1), *to = text, *from = (char *)data;
	bool fits = iconv(cd, &from, &rest, &to, &left) != (size_t)-1;
	iconv_close(cd);
	*out_n = fits ? room - left : n - rest;
	return fits && str_valid_utf8(text, *out_n) ? text : NULL;
}

enum err sniff_text(struct arena *mem, struct fault *f, const char *data, size_t n, const char **out, size_t *out_n)
{
	static const char mark[] = "\xEF\xBB\xBF";
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (n >= others[i].n && memcmp(data, others[i].begin, others[i].n) == 0)
			return fault_set(f, ERR_BAD_INPUT, "", "这个文件是%s，不是文字。%s。", others[i].is, others[i].mend);
	const char *nul = memchr(data, '\0', n);
	if (nul)
		return fault_set(f, ERR_BAD_INPUT, "", "第 %lld 行有空字节，文件已经损坏或者不是文字编码的表格，请重新导出。",
				 (long long)line_at(data, (size_t)(nul - data)));
	size_t skip = n >= 3 && memcmp(data, mark, 3) == 0 ? 3 : 0, bytes = n - skip;
	const char *text = data + skip;
	if (!str_valid_utf8(text, bytes) && !(text = from_gb18030(mem, data, n, &bytes)))
		return fault_set(f, ERR_BAD_INPUT, "", "文件既不是 UTF-8 也不是 GB18030 编码（第 %lld 行起），请另存为其中一种。",
				 (long long)line_at(data, bytes < n ? bytes : n));
	*out = text;
	*out_n = bytes;
	return OK;
}
