/* liquibase_text.c: see liquibase_text.h. */
#include "import/liquibase_text.h"

#include "import/fill.h"
#include "import/line.h"
#include "import/liquibase_set.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* Takes "word" or "word:" behind the dashes of a comment, letters of either case being the same. */
static bool take_word(struct sqlembic_span *line, const char *word)
{
	size_t length = strlen(word);
	struct sqlembic_span text = line_skip_blanks(*line);
	if (text.len < length || sqlembic_ncasecmp(text.ptr, word, length) != 0)
		return false;
	if (text.len > length && sqlembic_is_word_byte(text.ptr[length]) && word[length - 1] != ':')
		return false;
	*line = (struct sqlembic_span){ text.ptr + length, text.len - length };
	return true;
}

static bool is_header(struct sqlembic_span line)
{
	line = line_trim(line);
	return line_take(&line, "--") && take_word(&line, "liquibase") && take_word(&line, "formatted") &&
	       take_word(&line, "sql");
}

bool liquibase_text_is_formatted(struct sqlembic_span text)
{
	struct sqlembic_span line;
	while (line_next(&line, &text))
		if (line_trim(line).len)
			return is_header(line);
	return false;
}

struct reader {
	const struct drafts *drafts;
	const struct source_file *file;
	struct liquibase_text *out;
	size_t cap;
	struct liquibase_set_text *set; /* that is being read; NULL: before the first one */
	struct liquibase_set_text text;
	struct sqlembic_pair *values; /* properties of the file, behind those of the caller */
	size_t nvalues, most_values;
	size_t skipped; /* lines that are still to be ignored */
	bool in_ignored, in_rollback;
};

static int end_set(struct reader *r, struct sqlembic_error *err)
{
	if (!r->set)
		return 0;
	if (r->out->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 8;
		struct liquibase_set *grown = arena_alloc(r->drafts->arena, cap, sizeof(*grown));
		if (!grown)
			return sqlembic_fail_memory(err);
		if (r->out->n)
			memcpy(grown, r->out->sets, r->out->n * sizeof(*grown));
		r->out->sets = grown;
		r->cap = cap;
	}
	int rc = liquibase_set_end(&r->out->sets[r->out->n], r->set, r->drafts->arena, r->file,
				   r->drafts->settings->has_delimiter, err);
	r->out->n += rc == 0;
	r->set = NULL;
	return rc;
}

static int begin_set(struct reader *r, struct sqlembic_span line, struct sqlembic_error *err)
{
	int rc = end_set(r, err);
	if (rc < 0)
		return rc;
	r->set = &r->text;
	return liquibase_set_begin(r->set, r->drafts, r->file, line, err);
}

/* "--property name:x value:y" */
static int take_property(struct reader *r, struct sqlembic_span line, struct sqlembic_error *err)
{
	const char *at = line.ptr, *name = NULL, *value = NULL, *other = NULL;
	struct sqlembic_span key, text;
	while (liquibase_set_attribute(&key, &text, &line)) {
		if (line_is(key, "name"))
			name = arena_copy(r->drafts->arena, text.ptr, text.len);
		else if (line_is(key, "value"))
			value = arena_copy(r->drafts->arena, text.ptr, text.len);
		else if (!line_is(key, "global"))
			other = key.ptr;
	}
	if (other || !name || !value || r->nvalues == r->most_values)
		return fill_refuse(r->file, other ? other : at, "a property that not every database has",
				   "put its value into a copy of the file, and import the copy", err);
	/* The caller's values come last, and so count. */
	memmove(r->values + 1, r->values, r->nvalues * sizeof(*r->values));
	r->values[0] = (struct sqlembic_pair){ name, value };
	r->nvalues++;
	return 0;
}

/* Adds a line, with its properties replaced. */
static int add_line(struct reader *r, bool is_rollback, struct sqlembic_span line, struct sqlembic_error *err)
{
	const struct draft_settings settings = { .values = r->values, .nvalues = r->nvalues };
	const struct fill fill = { .tool = "Liquibase",
				   .open = "${",
				   .close = "}",
				   .settings = &settings,
				   .arena = r->drafts->arena };
	int rc = r->set->made.left_out ? 0 : fill_text(&line, &fill, r->file, err);
	if (rc < 0)
		return rc;
	if (is_rollback)
		liquibase_set_rollback(r->set, line);
	else
		liquibase_set_line(r->set, line);
	return 0;
}

static int take_comment(struct reader *r, struct sqlembic_span line, bool *is_taken,
			struct sqlembic_error *err)
{
	struct sqlembic_span words = line;
	*is_taken = true;
	if (take_word(&words, "changeset") && words.len && sqlembic_is_blank(words.ptr[0]))
		return begin_set(r, words, err);
	words = line;
	if (take_word(&words, "property"))
		return take_property(r, words, err);
	*is_taken = false;
	return 0;
}

/* What stands behind "--" in a change set, and means something. */
static int take_mark(struct reader *r, struct sqlembic_span line, bool *is_taken, struct sqlembic_error *err)
{
	struct sqlembic_span words = line;
	if (take_word(&words, "ignoreLines:")) {
		struct sqlembic_span how = line_trim(words);
		r->in_ignored = line_is(how, "start");
		while (how.len && sqlembic_is_digit(how.ptr[0]) && r->skipped < 100000) {
			r->skipped = r->skipped * 10 + (size_t)(how.ptr[0] - '0');
			how = (struct sqlembic_span){ how.ptr + 1, how.len - 1 };
		}
		*is_taken = true;
		return 0;
	}
	int rc = take_comment(r, line, is_taken, err);
	if (rc < 0 || *is_taken || !r->set)
		return rc;
	words = line_trim(line);
	if (sqlembic_ncasecmp(words.ptr, "precondition", words.len < 12 ? words.len : 12) == 0 &&
	    words.len >= 12)
		return fill_refuse(r->file, line.ptr - 2, "a precondition, which no revision has",
				   "take it out of a copy of the file, and import the copy", err);
	*is_taken = true;
	if (take_word(&words, "rollback"))
		return add_line(r, true, words, err);
	if (take_word(&words, "comment:"))
		r->set->comment = line_trim(words);
	else if (!take_word(&words, "validCheckSum:"))
		*is_taken = false;
	return 0;
}

/* The block comment "liquibase rollback". */
static bool opens_rollback(struct sqlembic_span line)
{
	line = line_trim(line);
	return line_take(&line, "/*") && take_word(&line, "liquibase") && take_word(&line, "rollback");
}

static int take_line(struct reader *r, struct sqlembic_span line, struct sqlembic_error *err)
{
	struct sqlembic_span words = line_skip_blanks(line);
	bool is_taken = false;
	int rc = 0;
	if (r->skipped) {
		r->skipped--;
		return 0;
	}
	if (r->in_ignored) {
		if (line_take(&words, "--") && take_word(&words, "ignoreLines:") &&
		    line_is(line_trim(words), "end"))
			r->in_ignored = false;
		return 0;
	}
	if (r->in_rollback) {
		const char *end = memmem(line.ptr, line.len, "*/", 2);
		if (end)
			line.len = (size_t)(end - line.ptr);
		r->in_rollback = !end;
		return add_line(r, true, line, err);
	}
	if (line_take(&words, "--"))
		rc = take_mark(r, words, &is_taken, err);
	if (rc < 0 || is_taken || !r->set)
		return rc;
	r->in_rollback = opens_rollback(line);
	return r->in_rollback ? 0 : add_line(r, false, line, err);
}

int liquibase_text_read(struct liquibase_text *out, const struct drafts *drafts,
			const struct source_file *file, struct sqlembic_error *err)
{
	const struct draft_settings *settings = drafts->settings;
	struct sqlembic_span rest = file->text, line;
	struct reader r = { .drafts = drafts, .file = file, .out = out };
	*out = (struct liquibase_text){ NULL, 0 };
	for (rest = file->text; line_next(&line, &rest);)
		r.most_values++;
	r.most_values += settings->nvalues;
	r.values = arena_alloc(drafts->arena, r.most_values + 1, sizeof(*r.values));
	if (!r.values)
		return sqlembic_fail_memory(err);
	for (r.nvalues = 0; r.nvalues < settings->nvalues; r.nvalues++)
		r.values[r.nvalues] = settings->values[r.nvalues];
	int rc = 0;
	for (rest = file->text; rc == 0 && line_next(&line, &rest);)
		rc = take_line(&r, line, err);
	if (rc == 0)
		rc = end_set(&r, err);
	liquibase_set_release(&r.text);
	return rc;
}
