/* cmd_graph.c: sqlembic graph. */
#include <string.h>

#include "cmd.h"
#include "graph_file.h"
#include "graph_uses.h"
#include "lanes.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"

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

/* ---- output ---- */

static int write_graph(struct app *app, sqlembic *ctx, const struct graph_args *args,
		       const struct graph_file_format *format, const struct sqlembic_revisions *revisions,
		       struct sqlembic_error *err)
{
	struct graph_uses uses = { NULL, 0, 0 };
	struct lanes lanes;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = lanes_place(&lanes, revisions, err);
	if (rc == 0)
		rc = graph_uses_find(&uses, ctx, &lanes, err);
	if (rc == 0) {
		const struct graph_file graph = { &lanes, uses.items, uses.n };
		format->write(&text, &graph);
	}
	graph_uses_release(&uses);
	lanes_release(&lanes);
	if (rc == 0 && !args->output)
		return app_print(app, &text, err);
	if (rc == 0)
		rc = sqlembic_file_replace(args->output, &text, err);
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
		 "beside is dashed. On a terminal, sqlembic history --graph draws the same.",
	.examples = "sqlembic graph -o graph.svg\n"
		    "sqlembic graph -i --format mermaid\n"
		    "sqlembic graph -f dot | dot -Tpdf -o graph.pdf",
	.options = options,
	.arguments = commands_no_arguments,
	.args_size = sizeof(struct graph_args),
	.run = run,
};
