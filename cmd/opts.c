/* opts.c: reading a command line by rows.
 * Long options may be abbreviated and carry "=value", flags may be bundled, words may stand anywhere among
 * options.  A dash before a digit is no option, so that `downgrade -1` and `-r -3:current` work. */
#include "opts.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sqlembic/buf.h"
#include "sqlembic/error.h"
#include "suggest.h"

#define NLAYERS 2

struct match {
	const struct opt *row;
	void *args;
};

bool opts_is_option(const char *word)
{
	return word[0] == '-' && word[1] && !(word[1] >= '0' && word[1] <= '9');
}

static int append(struct opt_list *list, const char *value, struct sqlembic_error *err)
{
	if (list->n >= SIZE_MAX / sizeof(*list->items) - 1)
		return sqlembic_fail_memory(err);
	const char **items = realloc(list->items, (list->n + 1) * sizeof(*items));
	if (!items)
		return sqlembic_fail_memory(err);
	items[list->n] = value;
	list->items = items;
	list->n++;
	return 0;
}

static int parse_number(size_t *out, const char *name, const char *value, struct sqlembic_error *err)
{
	errno = 0;
	char *end = NULL;
	unsigned long long number = strtoull(value, &end, 10);
	if (value[0] < '0' || value[0] > '9' || *end || errno || number > SIZE_MAX)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "option %s wants a number, not '%s'", name,
				     value);
	*out = (size_t)number;
	return 0;
}

/* `shown` is the option as it was typed. */
static int store(const struct match *match, const char *shown, const char *value, struct sqlembic_error *err)
{
	char *field = (char *)match->args + match->row->offset;
	switch (match->row->kind) {
	case OPT_FLAG:
		*(bool *)(void *)field = true;
		return 0;
	case OPT_TEXT:
		*(const char **)(void *)field = value;
		return 0;
	case OPT_LIST:
		return append((struct opt_list *)(void *)field, value, err);
	case OPT_NUMBER:
		return parse_number((size_t *)(void *)field, shown, value, err);
	case OPT_END:
		break;
	}
	return 0;
}

static bool is_name(const struct opt *row, const char *name, size_t len)
{
	return strlen(row->name) == len && memcmp(row->name, name, len) == 0;
}

/* Takes the value of an option from the following word when that looks like one. */
static int take_value(struct opts *opts, const struct opt *row, const char *shown, const char **value,
		      struct sqlembic_error *err)
{
	if (opts->next >= opts->n)
		opts->wanting = row;
	else if (!opts_is_option(opts->words[opts->next])) {
		*value = opts->words[opts->next++];
		return 0;
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "option %s needs a value: %s", shown, row->metavar);
	if (opts->next < opts->n)
		(void)sqlembic_fail_hint(err, "write --%s='%s' if that is the value", row->name,
					 opts->words[opts->next]);
	return SQLEMBIC_E_USAGE;
}

static int unknown_long(const struct opts *opts, const char *name, size_t len, struct sqlembic_error *err)
{
	char word[64];
	if (len >= sizeof(word))
		len = sizeof(word) - 1;
	memcpy(word, name, len);
	word[len] = '\0';
	struct suggest suggest = SUGGEST_INIT(word);
	for (size_t i = 0; i < NLAYERS; i++)
		for (const struct opt *row = opts->layers[i].rows; row && row->kind; row++)
			suggest_offer(&suggest, row->name);
	(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "unknown option --%s", word);
	if (suggest.best)
		(void)sqlembic_fail_hint(err, "did you mean --%s?", suggest.best);
	return SQLEMBIC_E_USAGE;
}

static int ambiguous_long(const struct opts *opts, const char *name, size_t len, struct sqlembic_error *err)
{
	struct sqlembic_buf names = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < NLAYERS; i++)
		for (const struct opt *row = opts->layers[i].rows; row && row->kind; row++)
			if (strncmp(row->name, name, len) == 0)
				sqlembic_buf_printf(&names, "%s--%s", names.len ? ", " : "", row->name);
	int rc = sqlembic_fail(err, SQLEMBIC_E_USAGE, "option --%.*s is ambiguous: %s", (int)len, name,
			       sqlembic_buf_text(&names));
	sqlembic_buf_release(&names);
	return rc;
}

/* Counts the names of a layer that begin with the word; an exact name counts alone. */
static size_t count_long(struct match *out, const struct opts_layer *layer, const char *name, size_t len)
{
	size_t found = 0;
	for (const struct opt *row = layer->rows; len && row && row->kind; row++) {
		if (strncmp(row->name, name, len) != 0)
			continue;
		*out = (struct match){ row, layer->args };
		if (is_name(row, name, len))
			return 1;
		found++;
	}
	return found;
}

/* The first layer that has the name decides: `heads --ver` is its --verbose, not --version. */
static int find_long(struct match *out, const struct opts *opts, const char *name, size_t len,
		     struct sqlembic_error *err)
{
	size_t found = 0;
	for (size_t i = 0; i < NLAYERS && !found; i++)
		found = count_long(out, &opts->layers[i], name, len);
	if (found == 1)
		return 0;
	return found ? ambiguous_long(opts, name, len, err) : unknown_long(opts, name, len, err);
}

static int parse_long(struct opts *opts, const char *word, struct sqlembic_error *err)
{
	const char *name = word + 2;
	size_t len = strcspn(name, "=");
	const char *value = name[len] ? name + len + 1 : NULL;
	struct match match = { NULL, NULL };
	int rc = find_long(&match, opts, name, len, err);
	if (rc < 0 || !match.row)
		return rc;
	char shown[64] = "--";
	(void)strncat(shown, match.row->name, sizeof(shown) - 3);
	if (match.row->kind == OPT_FLAG && value)
		return sqlembic_fail(err, SQLEMBIC_E_USAGE, "option %s takes no value", shown);
	if (match.row->kind != OPT_FLAG && !value)
		rc = take_value(opts, match.row, shown, &value, err);
	return rc < 0 ? rc : store(&match, shown, value, err);
}

static bool find_letter(struct match *out, const struct opts *opts, char letter)
{
	for (size_t i = 0; i < NLAYERS; i++)
		for (const struct opt *row = opts->layers[i].rows; row && row->kind; row++)
			if (row->letter == letter) {
				*out = (struct match){ row, opts->layers[i].args };
				return true;
			}
	return false;
}

/* Flags may be bundled; the first letter that takes a value has the rest of the word for it. */
static int parse_letters(struct opts *opts, const char *word, struct sqlembic_error *err)
{
	for (const char *letter = word + 1; *letter; letter++) {
		struct match match = { NULL, NULL };
		if (!find_letter(&match, opts, *letter)) {
			(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "unknown option -%c in '%s'", *letter,
					    word);
			if (letter == word + 1 && word[2] && word[2] != '=')
				(void)sqlembic_fail_hint(err, "a long option begins with two dashes: -%s",
							 word);
			return SQLEMBIC_E_USAGE;
		}
		const char shown[] = { '-', *letter, '\0' };
		const char *value = NULL;
		if (match.row->kind == OPT_FLAG) {
			int rc = store(&match, shown, NULL, err);
			if (rc < 0)
				return rc;
			continue;
		}
		if (letter[1])
			value = letter + 1 + (letter[1] == '=');
		int rc = value ? 0 : take_value(opts, match.row, shown, &value, err);
		return rc < 0 ? rc : store(&match, shown, value, err);
	}
	return 0;
}

/* Two revisions in the place of one range are taken for its ends. */
static int unexpected(const struct opts *opts, const char *word, struct sqlembic_error *err)
{
	const struct opt *given = opts->given;
	(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "unexpected argument '%s'", word);
	if (!given || given->hint != HINT_RANGE)
		return sqlembic_fail_hint(err,
					  "quote a value that contains blanks; --help lists what there is");
	const char *first = *(const char *const *)(const void *)((const char *)opts->layers[0].args +
								 given->offset);
	if (strchr(first, ':') || strchr(word, ':'))
		return sqlembic_fail_hint(err, "give one of them at a time");
	return sqlembic_fail_command(err, "for all from the one to the other: ", "%s:%s", first, word);
}

static int parse_positional(struct opts *opts, const char *word, struct sqlembic_error *err)
{
	const struct opt *row = opts->positionals;
	if (!row->kind)
		return unexpected(opts, word, err);
	const struct match match = { row, opts->layers[0].args };
	opts->given = row;
	if (row->kind != OPT_LIST)
		opts->positionals++;
	return store(&match, row->name, word, err);
}

int opts_parse(struct opts *opts, struct sqlembic_error *err)
{
	while (opts->next < opts->n) {
		const char *word = opts->words[opts->next];
		int rc = 0;
		if (!opts->words_only && strcmp(word, "--") == 0) {
			opts->words_only = true;
			opts->next++;
		} else if (!opts->words_only && opts_is_option(word)) {
			opts->next++;
			rc = word[1] == '-' ? parse_long(opts, word, err) : parse_letters(opts, word, err);
		} else if (opts->positionals) {
			opts->next++;
			rc = parse_positional(opts, word, err);
		} else
			return 0;
		if (rc < 0)
			return rc;
	}
	return 0;
}

int opts_missing(const struct opts *opts, struct sqlembic_error *err)
{
	const struct opt *row = opts->positionals;
	if (!row || !row->kind || row->optional)
		return 0;
	const char *field = (const char *)opts->layers[0].args + row->offset;
	if (row->kind == OPT_LIST && ((const struct opt_list *)(const void *)field)->n)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_USAGE, "argument missing: %s", row->name);
}

void opts_release(const struct opt *rows, void *args)
{
	for (const struct opt *row = rows; row && row->kind; row++)
		if (row->kind == OPT_LIST) {
			struct opt_list *list = (struct opt_list *)(void *)((char *)args + row->offset);
			free(list->items);
			*list = (struct opt_list){ NULL, 0 };
		}
}
