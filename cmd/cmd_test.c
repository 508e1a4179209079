/* cmd_test.c: sqlembic test. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "again.h"
#include "cmd.h"
#include "junit.h"
#include "sqlembic/error.h"
#include "term.h"
#include "test_junit.h"
#include "tojson.h"

struct test_args {
	const char *revisions, *from, *junit;
	struct opt_list data;
	bool kill;
};

static const struct opt options[] = {
	OPT_ROW_TEXT(
		0, "from", struct test_args, from, "URL",
		"Begin with the schema of a database (live: the one of sqlalchemy.url) instead of an empty "
		"one, and test what is not applied there; its rows are not read",
		HINT_NONE),
	OPT_ROW_LIST(
		0, "data", struct test_args, data, "FILE",
		"SQL with rows, loaded as soon as its tables are there, instead of generated ones; may be "
		"repeated",
		HINT_FILE),
	OPT_ROW_FLAG(0, "kill", struct test_args, kill,
		     "Stop each script behind each of its statements, too, and go on from there"),
	OPT_ROW_TEXT(0, "junit", struct test_args, junit, "FILE", "Write the report as JUnit XML, too",
		     HINT_FILE),
	OPT_ROW_END,
};

static const struct opt arguments[] = {
	OPT_ARG_OPTIONAL("REV|RANGE", struct test_args, revisions,
			 "Only these: a revision, head, heads, a branch label, or START:END as for history "
			 "(default: all)",
			 HINT_RANGE),
	OPT_ROW_END,
};

/* ---- text ---- */

#define FURTHER_LINES 6 /* of a finding: blanks ahead */

/* A terminal would break lines inside of words; who reads a pipe has one line for each text.  `line`: where its line begins. */
static void put_text(struct sqlembic_buf *out, size_t line, const char *text, size_t width)
{
	if (width)
		term_wrap(out, text, out->len - line, FURTHER_LINES, width);
	else
		term_put(out, text);
}

static void render_finding(struct sqlembic_buf *out, const struct sqlembic_test_finding *finding,
			   size_t width)
{
	size_t line = out->len;
	sqlembic_buf_printf(out, "    %s%s: ", finding->is_failure ? "" : "note: ", finding->stage);
	put_text(out, line, finding->text, width);
	if (finding->detail) {
		sqlembic_buf_putc(out, '\n');
		line = out->len;
		sqlembic_buf_puts(out, "      detail: ");
		put_text(out, line, finding->detail, width);
	}
	if (finding->path) {
		sqlembic_buf_puts(out, "\n      at ");
		term_put(out, finding->path);
	}
	if (finding->path && finding->line)
		sqlembic_buf_printf(out, ":%d", finding->line);
	if (finding->path && finding->line && finding->column)
		sqlembic_buf_printf(out, ":%d", finding->column);
	sqlembic_buf_putc(out, '\n');
}

static void render_case(struct sqlembic_buf *out, const struct sqlembic_test_case *c, size_t width)
{
	sqlembic_buf_printf(out, "%-8s", c->outcome);
	term_put(out, c->revision->id);
	if (c->other) {
		sqlembic_buf_printf(out, " and %s in both orders", c->other->id);
	} else if (c->revision->message[0]) {
		sqlembic_buf_puts(out, ", ");
		term_put(out, c->revision->message);
	}
	sqlembic_buf_putc(out, '\n');
	for (size_t i = 0; i < c->nfindings; i++)
		render_finding(out, c->findings[i], width);
}

/* Width 0: it is no terminal.  Who wants quiet has what does not pass. */
static void render(struct sqlembic_buf *out, const struct sqlembic_test_report *report, size_t width,
		   bool quiet)
{
	for (size_t i = 0; i < report->ncases; i++)
		if (!quiet || strcmp(report->cases[i]->outcome, "passed") != 0)
			render_case(out, report->cases[i], width);
	if (!quiet && report->failed == 0 && report->skipped == 0)
		sqlembic_buf_puts(out, report->ncases ? "All pass.\n" : "Nothing to test.\n");
}

/* ---- JSON ---- */

static json_t *json_objects(const struct sqlembic_test_finding *finding)
{
	json_t *list = json_array();
	int failed = list == NULL;
	for (size_t i = 0; i < finding->nobjects && !failed; i++) {
		const struct sqlembic_test_object *object = &finding->objects[i];
		json_t *o = json_object();
		failed |= tojson_put(o, "state", tojson_text(object->state));
		failed |= tojson_put_text(o, "kind", object->kind);
		failed |= tojson_put(o, "object", tojson_text(object->object));
		failed |= tojson_put(o, "text", tojson_text(object->text));
		failed |= json_array_append_new(list, o);
	}
	if (!failed)
		return list;
	json_decref(list);
	return NULL;
}

static json_t *json_finding(const struct sqlembic_test_finding *finding)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "stage", tojson_text(finding->stage));
	failed |= tojson_put(o, "is_failure", json_boolean(finding->is_failure));
	failed |= tojson_put(o, "text", tojson_text(finding->text));
	failed |= tojson_put_text(o, "path", finding->path);
	if (finding->line)
		failed |= tojson_put(o, "line", json_integer(finding->line));
	if (finding->column)
		failed |= tojson_put(o, "column", json_integer(finding->column));
	failed |= tojson_put_text(o, "detail", finding->detail);
	failed |= tojson_put(o, "objects", json_objects(finding));
	if (!failed)
		return o;
	json_decref(o);
	return NULL;
}

static json_t *json_case(const struct sqlembic_test_case *c)
{
	json_t *o = json_object(), *findings = json_array();
	int failed = findings == NULL;
	for (size_t i = 0; i < c->nfindings && !failed; i++)
		failed |= json_array_append_new(findings, json_finding(c->findings[i]));
	failed |= tojson_put(o, "revision", tojson_text(c->revision->id));
	if (c->other)
		failed |= tojson_put(o, "other", tojson_text(c->other->id));
	failed |= tojson_put(o, "message", tojson_text(c->revision->message));
	failed |= tojson_put(o, "outcome", tojson_text(c->outcome));
	failed |= tojson_put(o, "milliseconds", json_real(c->milliseconds));
	failed |= tojson_put(o, "findings", findings);
	if (!failed)
		return o;
	json_decref(o);
	return NULL;
}

static void render_json(struct sqlembic_buf *out, const struct sqlembic_test_report *report)
{
	json_t *o = json_object(), *cases = json_array();
	int failed = cases == NULL;
	for (size_t i = 0; i < report->ncases && !failed; i++)
		failed |= json_array_append_new(cases, json_case(report->cases[i]));
	failed |= tojson_put(o, "tests", json_integer((json_int_t)report->ncases));
	failed |= tojson_put(o, "failed", json_integer((json_int_t)report->failed));
	failed |= tojson_put(o, "skipped", json_integer((json_int_t)report->skipped));
	failed |= tojson_put(o, "cases", cases);
	tojson_document(out, o, failed);
}

/* ---- all ---- */

static int write_junit(const char *path, const struct sqlembic_test_report *report,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	test_junit_render(&text, report);
	return junit_write(path, &text, err);
}

static const struct sqlembic_test_case *first_of(const struct sqlembic_test_report *report,
						 const char *outcome)
{
	for (size_t i = 0; i < report->ncases; i++)
		if (strcmp(report->cases[i]->outcome, outcome) == 0)
			return report->cases[i];
	return NULL;
}

/* Behind `ahead` the command that tests `revisions` (NULL: all) by what this one was given: without that other things would be
 * found, or nothing.  One that does not fit is left away: half a command is a wrong one. */
static int hint_again(const struct test_args *args, const char *ahead, const char *revisions,
		      struct sqlembic_error *err)
{
	struct sqlembic_buf hint = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&hint, "%ssqlembic test", ahead);
	again_put_word(&hint, "", revisions);
	again_put_masked(&hint, "--from", args->from);
	for (size_t i = 0; i < args->data.n; i++)
		again_put_word(&hint, "--data", args->data.items[i]);
	sqlembic_buf_puts(&hint, args->kill ? " --kill" : "");
	const bool fits = !hint.failed && hint.len < sizeof(err->hint);
	(void)sqlembic_fail_hint(err, "%s", fits ? sqlembic_buf_text(&hint) : "");
	sqlembic_buf_release(&hint);
	return err->code;
}

/* A script of another revision is to blame, which was not tested itself. */
static bool is_for_ancestor(const struct sqlembic_test_case *skipped)
{
	const struct sqlembic_revision *r = skipped->revision;
	const char *path = skipped->nfindings > 0 ? skipped->findings[skipped->nfindings - 1]->path : NULL;
	return path && strcmp(path, r->up_path) != 0 && (!r->down_path || strcmp(path, r->down_path) != 0);
}

/* Nothing has failed.  What --from has brought along stands in no script. */
static int hint_skipped(const struct test_args *args, const struct sqlembic_test_case *skipped,
			struct sqlembic_error *err)
{
	const char *id = skipped->revision->id;
	struct test_args without = *args;
	struct sqlembic_buf range = SQLEMBIC_BUF_INIT;
	if (is_for_ancestor(skipped)) {
		sqlembic_buf_printf(&range, "base:%s", id);
		(void)hint_again(args, "test its ancestors first: ", sqlembic_buf_text(&range), err);
		sqlembic_buf_release(&range);
		return err->code;
	}
	without.from = NULL;
	if (skipped->nfindings > 0 && !skipped->findings[0]->path)
		return hint_again(&without, "without --from it is tested: ", id, err);
	return sqlembic_fail_hint(
		err, "try %s with upgrade and downgrade on a database for tests, where nothing is left out",
		id);
}

/* One revision alone shows nothing of an order. */
static bool is_of_order(const struct sqlembic_test_case *failed)
{
	bool is = failed->other;
	for (size_t i = 0; i < failed->nfindings; i++)
		is |= failed->findings[i]->is_failure && strcmp(failed->findings[i]->stage, "order") == 0;
	return is;
}

static int verdict(const struct test_args *args, const struct sqlembic_test_report *report,
		   struct sqlembic_error *err)
{
	const struct sqlembic_test_case *failed = first_of(report, "failed"),
					*skipped = first_of(report, "skipped");
	if (!failed && !skipped)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_PENDING, "%zu of %zu failed", report->failed, report->ncases);
	if (skipped)
		(void)sqlembic_fail(err, SQLEMBIC_E_PENDING, "%zu of %zu failed, %zu could not be tested",
				    report->failed, report->ncases, report->skipped);
	if (!failed)
		return hint_skipped(args, skipped, err);
	const bool is_one = report->failed == 1 && !is_of_order(failed);
	return hint_again(
		args, "correct the scripts, then: ", is_one ? failed->revision->id : args->revisions, err);
}

/* Of what could not be written, or not in whole: what was found is not lost by that. */
static int add_verdict(const struct test_args *args, const struct sqlembic_test_report *report,
		       struct sqlembic_error *err)
{
	struct sqlembic_error found = { 0 };
	const char *said = verdict(args, report, &found) < 0 ? found.message : "all pass";
	(void)sqlembic_fail_state(err, "the revisions were tested: %s", said);
	return err->code;
}

static int run(struct app *app, const void *data, struct sqlembic_error *err)
{
	const struct test_args *args = data;
	const struct sqlembic_test_options wanted = { .size = sizeof(wanted),
						      .revisions = args->revisions,
						      .from = args->from,
						      .data = args->data.items,
						      .ndata = args->data.n,
						      .kill = args->kill };
	const struct sqlembic_test_report nothing = { .ncases = 0 }, *report = &nothing;
	sqlembic *ctx = NULL;
	int rc = app_context(app, &ctx, err);
	if (rc == 0)
		rc = sqlembic_test(ctx, &wanted, &report, err);
	if (rc < 0)
		return rc;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (app->globals.json)
		render_json(&text, report);
	else
		render(&text, report, term_probe(STDOUT_FILENO, app->getenv).width, app->globals.quiet);
	rc = app_print(app, &text, err);
	/* Behind that: what was found is not lost where the file cannot be written. */
	if (rc == 0 && args->junit)
		rc = write_junit(args->junit, report, err);
	if (rc < 0)
		return add_verdict(args, report, err);
	return verdict(args, report, err);
}

const struct command command_test = {
	.name = "test",
	.brief = "Try each revision up, down and up again in scratch databases",
	.about = "Each revision is applied where its ancestors are, taken back and applied again: after the "
		 "down script the schema has to be what it was before, after the second up what it was after "
		 "the first, and rows that were there survive what does not say that it changes them. Heads "
		 "that do not depend on each other are applied in both orders. Whatever fails is named with "
		 "what it leaves, and the exit status is 3. With -q only what does not pass is printed.\n\n"
		 "Only scratch databases are written to; statements that reach beyond them (roles, other "
		 "databases) are left out and named.",
	.examples = "sqlembic test\nsqlembic test head\nsqlembic test ae1027a6acf0:heads --junit "
		    "report.xml",
	.options = options,
	.arguments = arguments,
	.args_size = sizeof(struct test_args),
	.run = run,
};
