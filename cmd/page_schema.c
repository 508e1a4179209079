/* page_schema.c: the schema as a diagram, and as a table. */
#include <string.h>

#include "diagram.h"
#include "page.h"
#include "term.h"
#include "xml.h"

/* Columns that are listed in words. */
#define LISTED ((size_t)3000)

/* Text cut to the room that it has. */
static void put_cut(struct sqlembic_buf *out, const char *text, size_t room)
{
	struct sqlembic_buf cut = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&cut, text);
	if (!cut.failed && term_text_width(text, strlen(text)) > room)
		term_cut(&cut, 0, room < 4 ? 4 : room);
	xml_text(out, sqlembic_buf_text(&cut));
	out->failed |= cut.failed;
	sqlembic_buf_release(&cut);
}

/* ---- boxes ----------------------------------------------------------------------------------------------- */

static bool is_foreign(const struct sqlembic_outline_table *table,
		       const struct sqlembic_outline_column *column)
{
	for (size_t i = 0; i < table->nreferences; i++)
		for (size_t k = 0; k < table->references[i]->ncolumns; k++)
			if (table->references[i]->columns[k] == column)
				return true;
	return false;
}

static void put_column(struct sqlembic_buf *out, const struct diagram_box *box, size_t i)
{
	const struct sqlembic_outline_column *column = box->table->columns[i];
	const double y = box->y + DIAGRAM_HEAD + (double)(i * DIAGRAM_ROW) + 14;
	const size_t room = (size_t)((box->width - 22) / 7);
	size_t name = term_text_width(column->name, strlen(column->name)) + 3;
	const bool is_key = column->is_primary || is_foreign(box->table, column);
	name = name > room - 8 ? room - 8 : name;
	sqlembic_buf_printf(out, "<text x=\"%.0f\" y=\"%.0f\"%s>", box->x + 16, y,
			    column->is_primary ? " font-weight=\"bold\"" : "");
	put_cut(out, column->name, name);
	sqlembic_buf_puts(out, "</text>");
	if (is_key)
		sqlembic_buf_printf(out, "<circle class=\"%s\" cx=\"%.0f\" cy=\"%.0f\" r=\"3\"/>",
				    column->is_primary ? "primary" : "foreign", box->x + 8, y - 4);
	sqlembic_buf_printf(out, "<text class=\"dim\" x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">",
			    box->x + box->width - 8, y);
	put_cut(out, column->type, room - name);
	sqlembic_buf_puts(out, column->is_not_null || column->is_primary ? "</text>\n" : " ?</text>\n");
}

static void put_box(struct sqlembic_buf *out, const struct diagram_box *box)
{
	sqlembic_buf_puts(out, "<g>");
	page_text(out, "title", box->table->name);
	sqlembic_buf_printf(out,
			    "<rect class=\"box\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" "
			    "rx=\"5\"/><path class=\"head\" d=\"M%.0f %.0fh%.0f\"/>"
			    "<text x=\"%.0f\" y=\"%.0f\" font-weight=\"bold\">",
			    box->x, box->y, box->width, box->height, box->x, box->y + DIAGRAM_HEAD - 3,
			    box->width, box->x + 8, box->y + 16);
	put_cut(out, box->table->name, (size_t)((box->width - 16) / 7));
	sqlembic_buf_puts(out, "</text>\n");
	for (size_t i = 0; i < box->shown; i++)
		put_column(out, box, i);
	if (box->shown < box->table->ncolumns)
		sqlembic_buf_printf(
			out, "<text class=\"dim\" x=\"%.0f\" y=\"%.0f\">and %zu more columns</text>",
			box->x + 16, box->y + DIAGRAM_HEAD + (double)(box->shown * DIAGRAM_ROW) + 14,
			box->table->ncolumns - box->shown);
	sqlembic_buf_puts(out, "</g>\n");
}

/* ---- lines ----------------------------------------------------------------------------------------------- */

static double y_of(const struct diagram_box *box, const struct sqlembic_outline_column *column)
{
	for (size_t i = 0; i < box->shown; i++)
		if (box->table->columns[i] == column)
			return box->y + DIAGRAM_HEAD + (double)(i * DIAGRAM_ROW) + 10;
	return box->y + DIAGRAM_HEAD / 2.0;
}

/* The first column of the primary key is where lines end. */
static double y_of_key(const struct diagram_box *box)
{
	for (size_t i = 0; i < box->shown; i++)
		if (box->table->columns[i]->is_primary)
			return y_of(box, box->table->columns[i]);
	return box->y + DIAGRAM_HEAD / 2.0;
}

static void put_line(struct sqlembic_buf *out, const struct diagram_box *from, const struct diagram_box *to,
		     const struct sqlembic_outline_reference *reference)
{
	const bool is_right = from->x > to->x + to->width, is_left = to->x > from->x + from->width;
	const double x = is_right ? from->x : from->x + from->width;
	const double to_x = is_left ? to->x : to->x + to->width;
	const double y = y_of(from, reference->ncolumns ? reference->columns[0] : NULL), to_y = y_of_key(to);
	const double out_x = is_right ? x - 45 : x + 45, in_x = is_left ? to_x - 45 : to_x + 45;
	sqlembic_buf_printf(out,
			    "<path class=\"lane%zu\" d=\"M%.0f %.0fC%.0f %.0f %.0f %.0f %.0f %.0f\"><title>",
			    to->table->index % 6, x, y, out_x, y, in_x, to_y, to_x, to_y);
	xml_text(out, from->table->name);
	sqlembic_buf_puts(out, " (");
	for (size_t i = 0; i < reference->ncolumns; i++) {
		sqlembic_buf_puts(out, i ? ", " : "");
		xml_text(out, reference->columns[i]->name);
	}
	sqlembic_buf_puts(out, ") refers to ");
	xml_text(out, to->table->name);
	sqlembic_buf_printf(out,
			    "</title></path><circle class=\"lane%zu\" cx=\"%.0f\" cy=\"%.0f\" r=\"3\"/>\n",
			    to->table->index % 6, to_x, to_y);
}

static void put_diagram(struct sqlembic_buf *out, const struct diagram *diagram)
{
	sqlembic_buf_printf(
		out,
		"<div class=\"wide\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
		"class=\"schema\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
		"font-family=\"monospace\" font-size=\"12\">\n<title>Tables and foreign keys</title>\n"
		"<desc>A box for each table with its columns, and a line for each foreign key. The "
		"table below says the same.</desc>\n<g fill=\"none\" stroke-width=\"1.5\">\n",
		diagram->width, diagram->height, diagram->width, diagram->height);
	for (size_t i = 0; i < diagram->n; i++)
		for (size_t k = 0; k < diagram->boxes[i].table->nreferences; k++) {
			const struct sqlembic_outline_reference *reference =
				diagram->boxes[i].table->references[k];
			const struct diagram_box *to = diagram_target(diagram, reference);
			if (to)
				put_line(out, &diagram->boxes[i], to, reference);
		}
	sqlembic_buf_puts(out, "</g>\n");
	for (size_t i = 0; i < diagram->n; i++)
		put_box(out, &diagram->boxes[i]);
	sqlembic_buf_puts(out, "</svg></div>\n");
}

/* ---- in words -------------------------------------------------------------------------------------------- */

/* "primary key, refers to account". */
static void put_keys(struct sqlembic_buf *out, const struct sqlembic_outline_table *table,
		     const struct sqlembic_outline_column *column)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (column->is_primary)
		sqlembic_buf_puts(&text, "primary key");
	for (size_t i = 0; i < table->nreferences; i++)
		for (size_t k = 0; k < table->references[i]->ncolumns; k++)
			if (table->references[i]->columns[k] == column)
				sqlembic_buf_printf(&text, "%srefers to %s", text.len ? ", " : "",
						    table->references[i]->table
							    ? table->references[i]->table->name
							    : table->references[i]->name);
	page_cell(out, NULL, sqlembic_buf_text(&text));
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static void put_table(struct sqlembic_buf *out, const struct sqlembic_outline *outline)
{
	size_t listed = 0, i = 0;
	sqlembic_buf_puts(out, "<details><summary>All columns as a table</summary>\n");
	page_heading(out, "Tables by name, columns in their order.", "table\tcolumn\ttype\tNOT NULL\tkeys");
	for (; i < outline->ntables && listed < LISTED; i++) {
		const struct sqlembic_outline_table *table = outline->tables[i];
		for (size_t k = 0; k < table->ncolumns; k++, listed++) {
			sqlembic_buf_puts(out, "<tr>");
			page_cell(out, "code", table->name);
			page_cell(out, "code", table->columns[k]->name);
			page_cell(out, "code", table->columns[k]->type);
			page_cell(out, NULL, table->columns[k]->is_not_null ? "yes" : "no");
			put_keys(out, table, table->columns[k]);
			sqlembic_buf_puts(out, "</tr>\n");
		}
	}
	sqlembic_buf_puts(out, "</tbody></table></div>\n");
	if (i < outline->ntables)
		page_note(out, "%zu more tables are left out.", outline->ntables - i);
	sqlembic_buf_puts(out, "</details>\n");
}

void page_schema(struct sqlembic_buf *out, const struct page *page)
{
	const struct sqlembic_outline *outline = page->outline;
	page_open(out, "schema", "Schema");
	if (!outline) {
		page_note(out, "The schema could not be read: %s", page->no_outline);
	} else if (outline->ntables == 0) {
		page_note(out, "There are no tables.");
	} else {
		page_note(out, "A filled point is a column of the primary key, a hollow one of a foreign "
			       "key, whose line ends at the table that it refers to; ? admits NULL.");
		if (page->diagram->n < outline->ntables)
			page_note(out, "The %zu tables with the most keys are drawn, of %zu.",
				  page->diagram->n, outline->ntables);
		put_diagram(out, page->diagram);
		put_table(out, outline);
	}
	page_close(out);
}
