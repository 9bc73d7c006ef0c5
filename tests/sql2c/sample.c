/* Made by sql2c from sql2c/sample.sql. */
#include "sample.h"

static struct sql all_[] = {
	{ .name = "note_by_number", .file = "sql2c/sample.sql", .line = 6, .writes = false, .columns = 4, .params = 2, .id = -1,
	  .text = "SELECT id, number, state, title FROM note WHERE area = $1 AND number = $2 AND title <> 'it''s --"
		" $not; a ?\?) name'" },
	{ .name = "note_after", .file = "sql2c/sample.sql", .line = 11, .writes = false, .columns = 4, .params = 3, .id = -1,
	  .text = "SELECT id, number, state, title FROM note WHERE area = $1 AND id > $2 ORDER BY id LIMIT $3" },
	{ .name = "note_add", .file = "sql2c/sample.sql", .line = 15, .writes = true, .columns = 0, .params = 7, .id = -1,
	  .text = "INSERT INTO note (area, id, number, state, title, author, changed) VALUES ($1, $2, $3, $4, $5, $"
		"6, $7) ON CONFLICT (area, id) DO UPDATE SET number = $3, changed = $7" },
	{ .name = "note_move", .file = "sql2c/sample.sql", .line = 20, .writes = true, .columns = 0, .params = 3, .id = -1,
	  .text = "WITH free AS (SELECT id FROM note WHERE id = $1 AND state = $2) UPDATE note SET state = $3 FROM "
		"free WHERE note.id = free.id" },
	{ .name = "note_count", .file = "sql2c/sample.sql", .line = 24, .writes = false, .columns = 1, .params = 1, .id = -1,
	  .text = "SELECT count(*) FROM note WHERE title = $1" },
	{ .name = "note_retitle", .file = "sql2c/sample.sql", .line = 27, .writes = true, .columns = 1, .params = 2, .id = -1,
	  .text = "UPDATE note SET title = replace($1, '甲', '乙') WHERE id = $2 RETURNING title" },
	{ .name = "note_lock", .file = "sql2c/sample.sql", .line = 30, .writes = false, .columns = 1, .params = 1, .id = -1,
	  .text = "SELECT id FROM note WHERE id = $1 FOR UPDATE SKIP LOCKED" },
	{ .name = "tag_clear", .file = "sql2c/sample.sql", .line = 33, .writes = true, .columns = 0, .params = 1, .id = -1,
	  .text = "delete from TAG where note = $1" },
	{ .name = "tag_by_note", .file = "sql2c/sample.sql", .line = 36, .writes = false, .columns = 1, .params = 1, .id = -1,
	  .text = "SELECT name FROM tag WHERE note = $1" },
};

static void read_note_row(struct cursor *cursor_, struct note_row *out)
{
	out->id = sql_col_i64(cursor_, 0);
	out->number = sql_col_text(cursor_, 1);
	out->state = sql_col_i64(cursor_, 2);
	out->title = sql_col_text_or_null(cursor_, 3);
}

static void read_tag_row(struct cursor *cursor_, struct tag_row *out)
{
	out->name = sql_col_text(cursor_, 0);
}

bool note_by_number(struct tx *t, const char *number, struct note_row *out)
{
	struct cursor cursor_;
	sql_start(t, &all_[0], &cursor_);
	sql_bind_i64(&cursor_, t->area);
	sql_bind_text(&cursor_, number);
	bool found_ = sql_row(&cursor_);
	if (found_)
		read_note_row(&cursor_, out);
	sql_end(&cursor_);
	return found_;
}

size_t note_after(struct tx *t, int64_t id, int64_t all, struct note_row **out)
{
	struct cursor cursor_;
	sql_start(t, &all_[1], &cursor_);
	sql_bind_i64(&cursor_, t->area);
	sql_bind_i64(&cursor_, id);
	sql_bind_i64(&cursor_, all);
	struct note_row *rows_ = NULL;
	size_t used_ = 0, room_ = 0;
	while (sql_row(&cursor_)) {
		if (used_ == room_) {
			room_ = room_ ? room_ * 2 : 16;
			rows_ = arena_grow(t->mem, rows_, used_ * sizeof *rows_, room_ * sizeof *rows_);
		}
		read_note_row(&cursor_, &rows_[used_++]);
	}
	sql_end(&cursor_);
	*out = rows_;
	return used_;
}

void note_add(struct tx *t, const struct note_row *note, const char *author)
{
	struct cursor cursor_;
	sql_start(t, &all_[2], &cursor_);
	sql_bind_i64(&cursor_, t->area);
	sql_bind_i64(&cursor_, note->id);
	sql_bind_text(&cursor_, note->number);
	sql_bind_i64(&cursor_, note->state);
	sql_bind_text(&cursor_, note->title);
	sql_bind_text(&cursor_, author);
	sql_bind_i64(&cursor_, t->now);
	sql_row(&cursor_);
	sql_end(&cursor_);
}

int64_t note_move(struct tx *t, int64_t id, int64_t from_state, int64_t to_state)
{
	struct cursor cursor_;
	sql_start(t, &all_[3], &cursor_);
	sql_bind_i64(&cursor_, id);
	sql_bind_i64(&cursor_, from_state);
	sql_bind_i64(&cursor_, to_state);
	while (sql_row(&cursor_))
		;
	return sql_end(&cursor_);
}

int64_t note_count(struct tx *t, const char *value)
{
	struct cursor cursor_;
	sql_start(t, &all_[4], &cursor_);
	sql_bind_text(&cursor_, value);
	int64_t value_ = sql_row(&cursor_) ? sql_col_i64(&cursor_, 0) : 0;
	sql_end(&cursor_);
	return value_;
}

const char *note_retitle(struct tx *t, int64_t id, const char *title)
{
	struct cursor cursor_;
	sql_start(t, &all_[5], &cursor_);
	sql_bind_text(&cursor_, title);
	sql_bind_i64(&cursor_, id);
	const char *value_ = sql_row(&cursor_) ? sql_col_text_or_null(&cursor_, 0) : NULL;
	sql_end(&cursor_);
	return value_;
}

int64_t note_lock(struct tx *t, int64_t id)
{
	struct cursor cursor_;
	sql_start(t, &all_[6], &cursor_);
	sql_bind_i64(&cursor_, id);
	int64_t value_ = sql_row(&cursor_) ? sql_col_i64(&cursor_, 0) : 0;
	sql_end(&cursor_);
	return value_;
}

void tag_clear(struct tx *t, int64_t note_id)
{
	struct cursor cursor_;
	sql_start(t, &all_[7], &cursor_);
	sql_bind_i64(&cursor_, note_id);
	sql_row(&cursor_);
	sql_end(&cursor_);
}

size_t tag_by_note(struct tx *t, int64_t note_id, struct tag_row **out)
{
	struct cursor cursor_;
	sql_start(t, &all_[8], &cursor_);
	sql_bind_i64(&cursor_, note_id);
	struct tag_row *rows_ = NULL;
	size_t used_ = 0, room_ = 0;
	while (sql_row(&cursor_)) {
		if (used_ == room_) {
			room_ = room_ ? room_ * 2 : 16;
			rows_ = arena_grow(t->mem, rows_, used_ * sizeof *rows_, room_ * sizeof *rows_);
		}
		read_tag_row(&cursor_, &rows_[used_++]);
	}
	sql_end(&cursor_);
	*out = rows_;
	return used_;
}

const struct sql_set sql2c_sample_sql = { "sql2c", all_, sizeof all_ / sizeof *all_ };
