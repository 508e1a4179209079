/* cmd_graph.c: sqlembic graph. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "graph_file.h"
#include "lanes.h"
#include "sqlembic/error.h"

struct graph_args {
	const char *output, *format, *range;
	bool indicate_current;
};

static const struct opt options[] = {
	OPT_ROW_TEXT('o', "output", struct graph_args, output, "FILE",
		     "Write this file; its ending says the format: .svg, .dot, .gv, .mmd, .mermaid",
		     HINT_FILE),
	OPT_ROW_TEXT('f', "format", struct graph_args, format, "NAME",
		     "svg, dot (Graphviz) or mermaid; without -o: svg", HINT_NONE),
	OPT_ROW_TEXT('r', "rev-range", struct graph_args, range, "START:END",
		     "Only revisions from START to END, as in history", HINT_RANGE),
	OPT_ROW_FLAG('i', "indicate-current", struct graph_args, indicate_current,
		     "Ask the database and mark its revisions"),
	OPT_ROW_END,
};

/* ---- formats ---- */

static const struct graph_file_format *by_name(const char *name)
{
	const struct graph_file_format *format = graph_file_formats;
	while (format->name && strcmp(format->name, name) != 0)
		format++;
	return format->name ? format : NULL;
}

static const struct graph_file_format *by_ending(const char *path)
{
	const char *ending = strrchr(path, '.');
	for (const struct graph_file_format *format = graph_file_formats; ending && format->name; format++)
		for (size_t i = 0; format->endings[i]; i++)
			if (strcmp(format->endings[i], ending) == 0)
				return format;
	return NULL;
}

static int choose(const struct graph_file_format **out, const struct graph_args *args,
		  struct sqlembic_error *err)
{
	*out = args->format   ? by_name(args->format)
	       : args->output ? by_ending(args->output)
			      : &graph_file_formats[0];
	if (*out)
		return 0;
	if (args->format)
		(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "there is no format '%s'", args->format);
	else
		(void)sqlembic_fail(err, SQLEMBIC_E_USAGE, "the ending of %s says no format", args->output);
	return sqlembic_fail_hint(err, "choose one with --format: svg, dot, mermaid");
}

/* ---- dependencies ---- */

struct dependencies {
	struct graph_file_dependency *items;
	size_t n, cap;
};

static int add_dependency(struct dependencies *list, size_t row, size_t used, struct sqlembic_error *err)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 16;
		void *grown = reallocarray(list->items, cap, sizeof(*list->items));
		if (!grown)
			return sqlembic_fail_memory(err);
		list->items = grown;
		list->cap = cap;
	}
	list->items[list->n++] = (struct graph_file_dependency){ row, used };
	return 0;
}

/* A dependency is written as any word that stands for a revision. */
static int find_dependencies(struct dependencies *list, sqlembic *ctx, const struct lanes *lanes,
			     struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t row = 0; rc == 0 && row < lanes->n; row++)
		for (size_t i = 0; rc == 0 && i < lanes->points[row].revision->ndepends; i++) {
			struct sqlembic_revisions found = { NULL, 0 };
			rc = sqlembic_show(ctx, lanes->points[row].revision->depends[i], &found, err);
			for (size_t k = 0; rc == 0 && k < found.n; k++) {
				size_t used = lanes_find(lanes, found.items[k]->id);
				if (used != LANES_NONE)
					rc = add_dependency(list, row, used, err);
			}
		}
	return rc;
}

/* ---- output ---- */

static int write_file(const char *path, const struct sqlembic_buf *text, struct sqlembic_error *err)
{
	FILE *file = text->failed ? NULL : fopen(path, "we");
	if (text->failed)
		return sqlembic_fail_memory(err);
	bool is_written = file && fwrite(text->ptr, 1, text->len, file) == text->len;
	if (file && fclose(file) != 0)
		is_written = false;
	return is_written
		       ? 0
		       : sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot write %s: %s", path, strerror(errno));
}

static int write_graph(struct app *app, sqlembic *ctx, const struct graph_args *args,
		       const struct graph_file_format *format, const struct sqlembic_revisions *revisions,
		       struct sqlembic_error *err)
{
	struct dependencies dependencies = { NULL, 0, 0 };
	struct lanes lanes;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = lanes_place(&lanes, revisions, err);
	if (rc == 0)
		rc = find_dependencies(&dependencies, ctx, &lanes, err);
	if (rc == 0) {
		const struct graph_file graph = { &lanes, dependencies.items, dependencies.n };
		format->write(&text, &graph);
	}
	free(dependencies.items);
	lanes_release(&lanes);
	if (rc == 0 && !args->output)
		return app_print(app, &text, err);
	if (rc == 0)
		rc = write_file(args->output, &text, err);
	sqlembic_buf_release(&text);
	return rc;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct graph_args *args = data;
	const struct graph_file_format *format;
	struct sqlembic_revisions revisions = { NULL, 0 };
	sqlembic *ctx = NULL;
	if (app->globals.json)
		return sqlembic_fail(
			err, SQLEMBIC_E_USAGE,
			"graph writes svg, dot or mermaid; sqlembic history --json has the list");
	int rc = choose(&format, args, err);
	if (rc == 0)
		rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_history(ctx, args->range, args->indicate_current, &revisions, err);
	return rc == 0 ? write_graph(app, ctx, args, format, &revisions, err) : rc;
}

const struct command command_graph = {
	.name = "graph",
	.brief = "Draw the revision graph as SVG, for Graphviz or for Mermaid",
	.about = "Newest on top, a line from each revision to those that it comes after; what it depends on "
		 "beside is "
		 "dashed. On a terminal, sqlembic history --graph draws the same.",
	.examples = "sqlembic graph -o graph.svg\n"
		    "sqlembic graph -i --format mermaid\n"
		    "sqlembic graph -f dot | dot -Tpdf -o graph.pdf",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct graph_args),
	.run = run,
};
