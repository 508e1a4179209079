/* graph_file.c: see graph_file.h.  Graphviz's dot and Mermaid's flowchart are lists of nodes and edges. */
#include "graph_file.h"

#include <string.h>

#include "graph_svg.h"
#include "term.h"

void graph_file_caption(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_puts(out, revision->id);
	for (size_t i = 0; i < revision->nlabels; i++)
		sqlembic_buf_printf(out, "%s%s%s", i ? ", " : " (", revision->labels[i],
				    i + 1 == revision->nlabels ? ")" : "");
	if (revision->message[0])
		sqlembic_buf_printf(out, ", %.*s", (int)strcspn(revision->message, "\n"), revision->message);
}

/* A caption between quotes: what would end them, or begin an escape or an entity, is written as `marks` says, a list of
 * bytes and what stands for each. */
static void put_quoted(struct sqlembic_buf *out, const struct sqlembic_revision *revision,
		       const char *const (*marks)[2])
{
	struct sqlembic_buf caption = SQLEMBIC_BUF_INIT, clean = SQLEMBIC_BUF_INIT;
	graph_file_caption(&caption, revision);
	term_clean(&clean, sqlembic_buf_text(&caption), caption.len);
	sqlembic_buf_putc(out, '"');
	for (size_t i = 0; i < clean.len; i++) {
		const char *instead = NULL;
		for (const char *const(*mark)[2] = marks; (*mark)[0] && !instead; mark++)
			if ((*mark)[0][0] == clean.ptr[i])
				instead = (*mark)[1];
		if (instead)
			sqlembic_buf_puts(out, instead);
		else
			sqlembic_buf_putc(out, clean.ptr[i]);
	}
	sqlembic_buf_putc(out, '"');
	out->failed |= caption.failed || clean.failed;
	sqlembic_buf_release(&caption);
	sqlembic_buf_release(&clean);
}

/* What comes first is drawn first: lines run from a parent to its children. */
static void write_dot(struct sqlembic_buf *out, const struct graph_file *graph)
{
	static const char *const marks[][2] = { { "\"", "\\\"" }, { "\\", "\\\\" }, { NULL, NULL } };
	const struct lanes *lanes = graph->lanes;
	sqlembic_buf_puts(out,
			  "digraph revisions {\n\tnode [shape=box, style=rounded, fontname=monospace];\n");
	for (size_t row = lanes->n; row-- > 0;) {
		sqlembic_buf_printf(out, "\tr%zu [label=", row);
		put_quoted(out, lanes->points[row].revision, marks);
		sqlembic_buf_puts(out, lanes->points[row].revision->is_current ? ", penwidth=3];\n" : "];\n");
	}
	for (size_t row = lanes->n; row-- > 0;)
		for (size_t i = 0; i < lanes->points[row].nparents; i++)
			sqlembic_buf_printf(out, "\tr%zu -> r%zu;\n", lanes->points[row].parents[i], row);
	for (size_t i = 0; i < graph->ndependencies; i++)
		sqlembic_buf_printf(out, "\tr%zu -> r%zu [style=dashed];\n", graph->dependencies[i].used,
				    graph->dependencies[i].row);
	sqlembic_buf_puts(out, "}\n");
}

static void write_mermaid(struct sqlembic_buf *out, const struct graph_file *graph)
{
	static const char *const marks[][2] = { { "\"", "#quot;" }, { "#", "#35;" },  { "<", "#lt;" },
						{ ">", "#gt;" },    { "&", "#amp;" }, { "`", "#96;" },
						{ NULL, NULL } };
	const struct lanes *lanes = graph->lanes;
	sqlembic_buf_puts(out, "flowchart TD\n");
	for (size_t row = lanes->n; row-- > 0;) {
		sqlembic_buf_printf(out, "    r%zu[", row);
		put_quoted(out, lanes->points[row].revision, marks);
		sqlembic_buf_puts(out, "]\n");
		if (lanes->points[row].revision->is_current)
			sqlembic_buf_printf(out, "    style r%zu stroke-width:4px\n", row);
	}
	for (size_t row = lanes->n; row-- > 0;)
		for (size_t i = 0; i < lanes->points[row].nparents; i++)
			sqlembic_buf_printf(out, "    r%zu --> r%zu\n", lanes->points[row].parents[i], row);
	for (size_t i = 0; i < graph->ndependencies; i++)
		sqlembic_buf_printf(out, "    r%zu -.-> r%zu\n", graph->dependencies[i].used,
				    graph->dependencies[i].row);
}

static const char *const dot_endings[] = { ".dot", ".gv", NULL };
static const char *const mermaid_endings[] = { ".mmd", ".mermaid", NULL };
static const char *const svg_endings[] = { ".svg", NULL };

const struct graph_file_format graph_file_formats[] = {
	{ "svg", svg_endings, graph_svg },
	{ "dot", dot_endings, write_dot },
	{ "mermaid", mermaid_endings, write_mermaid },
	{ NULL, NULL, NULL },
};
