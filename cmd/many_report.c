/* many_report.c: see many_report.h. */
#include "many_report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "error_text.h"
#include "sqlembic/error.h"
#include "tojson.h"

#define KIND   "sqlembic report"
#define FORMAT 1

/* ---- writing --------------------------------------------------------------------------------------------- */

static void put_line(struct many_report *report, json_t *object, int failed)
{
	struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
	tojson_line(&line, object, failed);
	if (report->failure.code == 0 && line.failed)
		(void)sqlembic_fail_memory(&report->failure);
	if (report->failure.code == 0)
		(void)sqlembic_file_add(&report->file, sqlembic_buf_text(&line), line.len, &report->failure);
	sqlembic_buf_release(&line);
}

static void put_head(struct many_report *report, const struct many_job *job)
{
	json_t *o = json_object();
	int failed = tojson_put(o, "kind", tojson_text(KIND));
	failed |= tojson_put(o, "format", json_integer(FORMAT));
	failed |= tojson_put(o, "command", tojson_text(job->command));
	failed |= tojson_put_text(o, "revision", job->target);
	failed |= tojson_put_text(o, "mode", job->mode);
	if (report->bases)
		failed |= json_object_set(o, "bases", report->bases);
	put_line(report, o, failed);
}

static void put_target(struct many_report *report, const struct sqlembic_outcome *outcome, const char *hint)
{
	const char *status = !outcome->has_begun ? "not begun" : outcome->code == 0 ? "done" : "failed";
	json_t *o = json_object();
	int failed = tojson_put(o, "target", tojson_text(outcome->target->name));
	failed |= tojson_put(o, "status", tojson_text(status));
	if (outcome->has_begun) {
		failed |= tojson_put(o, "steps", json_integer((json_int_t)outcome->steps));
		failed |= tojson_put(o, "milliseconds", json_real(outcome->milliseconds));
	}
	if (outcome->code < 0) {
		failed |= tojson_put(o, "error", tojson_text(error_text_code(outcome->code)));
		failed |= tojson_put_text(o, "message", outcome->message);
		failed |= tojson_put_text(o, "file", outcome->file);
		if (outcome->line > 0)
			failed |= tojson_put(o, "line", json_integer(outcome->line));
		failed |= tojson_put_text(o, "detail", outcome->detail);
		failed |= tojson_put_text(o, "state", outcome->state);
		failed |= tojson_put_text(o, "hint", hint);
	}
	put_line(report, o, failed);
}

void many_report_add(struct many_report *report, const struct sqlembic_outcome *outcome, const char *hint)
{
	if (report->is_open)
		put_target(report, outcome, hint);
}

/* What an earlier run has done stays done in the report of this one. */
static void put_earlier(struct many_report *report)
{
	const char *name;
	json_t *value;
	json_object_foreach(report->earlier, name, value)
	{
		json_t *o = json_object();
		int failed = tojson_put(o, "target", tojson_text(name));
		failed |= tojson_put(o, "status", tojson_text("done"));
		failed |= tojson_put(o, "earlier", json_true());
		put_line(report, o, failed);
	}
}

int many_report_close(struct many_report *report, const struct sqlembic_many_report *outcomes,
		      struct sqlembic_error *err)
{
	if (!report->is_open)
		return 0;
	for (size_t i = 0; i < outcomes->n; i++) {
		if (!outcomes->outcomes[i]->has_begun)
			put_target(report, outcomes->outcomes[i], NULL);
	}
	report->is_open = false;
	if (report->failure.code == 0)
		return sqlembic_file_close(&report->file, err);
	sqlembic_file_drop(&report->file);
	return sqlembic_fail_copy(err, &report->failure);
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static int refuse(const struct many_report *report, int line, const char *why, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", why);
	(void)sqlembic_fail_at(err, report->rerun, line, 0);
	return sqlembic_fail_hint(err, "--rerun takes a file that --report has written");
}

static bool has_common(const json_t *one, const json_t *two)
{
	size_t i, j;
	json_t *a, *b;
	json_array_foreach(one, i, a)
	{
		json_array_foreach(two, j, b)
		{
			if (json_equal(a, b))
				return true;
		}
	}
	return false;
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static int check_head(const struct many_report *report, const json_t *head, const struct many_job *job,
		      struct sqlembic_error *err)
{
	const json_t *bases = json_object_get(head, "bases");
	const char *target = job->target ? job->target : "", *mode = job->mode ? job->mode : "";
	if (strcmp(text_of(head, "kind"), KIND) != 0)
		return refuse(report, 1, "this is no report of a run on many databases", err);
	if (json_integer_value(json_object_get(head, "format")) != FORMAT)
		return refuse(report, 1, "the report is of another version of sqlembic", err);
	if (json_array_size(bases) && json_array_size(report->bases) && !has_common(bases, report->bases)) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "the report is of another project: none of its first revisions is here");
		(void)sqlembic_fail_at(err, report->rerun, 1, 0);
		return sqlembic_fail_hint(err, "name a report of this project, or leave --rerun out");
	}
	if (strcmp(text_of(head, "command"), job->command) == 0 &&
	    strcmp(text_of(head, "revision"), target) == 0 && strcmp(text_of(head, "mode"), mode) == 0)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "the report is of \"%s %s%s%s\", and this is \"%s %s%s%s\"",
		      text_of(head, "command"), text_of(head, "revision"), *text_of(head, "mode") ? " " : "",
		      text_of(head, "mode"), job->command, target, *mode ? " " : "", mode);
	(void)sqlembic_fail_at(err, report->rerun, 1, 0);
	return sqlembic_fail_hint(err, "repeat the command that the report is of, or leave --rerun out");
}

/* Of several lines about one target the last one counts. */
static int take_line(struct many_report *report, const json_t *object, int line, struct sqlembic_error *err)
{
	const char *name = text_of(object, "target"), *status = text_of(object, "status");
	if (!*name || !*status)
		return refuse(report, line, "the line says nothing of a target", err);
	if (strcmp(status, "done") != 0) {
		(void)json_object_del(report->earlier, name);
		return 0;
	}
	return json_object_set_new(report->earlier, name, json_true()) == 0 ? 0 : sqlembic_fail_memory(err);
}

static int refuse_reading(const struct many_report *report, int number, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the report cannot be read from %s: %s", report->rerun,
			    strerror(number));
	return sqlembic_fail_hint(err, "--rerun takes a file that --report has written");
}

static int read_lines(struct many_report *report, FILE *file, const struct many_job *job,
		      struct sqlembic_error *err)
{
	char *text = NULL;
	size_t room = 0;
	ssize_t length;
	int rc = 0, line = 0;
	while (rc == 0 && (length = getline(&text, &room, file)) >= 0) {
		/* A run that was killed may have left half a line at the end. */
		const bool is_whole = length > 0 && text[length - 1] == '\n';
		json_t *object = json_loadb(text, (size_t)length, 0, NULL);
		line++;
		if (!object)
			rc = is_whole || line == 1 ? refuse(report, line, "the line is no JSON", err) : 0;
		else if (line == 1)
			rc = check_head(report, object, job, err);
		else
			rc = take_line(report, object, line, err);
		json_decref(object);
	}
	const int number = ferror(file) ? errno : 0;
	free(text);
	if (rc == 0 && number)
		return refuse_reading(report, number, err);
	return rc == 0 && line == 0 ? refuse(report, 1, "the report is empty", err) : rc;
}

static int read_report(struct many_report *report, const struct many_job *job, struct sqlembic_error *err)
{
	FILE *file = fopen(report->rerun, "re");
	if (!file)
		return refuse_reading(report, errno, err);
	report->earlier = json_object();
	int rc = report->earlier ? read_lines(report, file, job, err) : sqlembic_fail_memory(err);
	(void)fclose(file);
	return rc;
}

/* Scripts are added and corrected, and the first ones stay. */
static int find_bases(struct many_report *report, sqlembic *ctx, struct sqlembic_error *err)
{
	struct sqlembic_revisions all;
	struct sqlembic_error unheard;
	if (sqlembic_history(ctx, NULL, false, &all, &unheard) < 0)
		return 0;
	report->bases = json_array();
	int failed = !report->bases;
	for (size_t i = 0; !failed && i < all.n; i++) {
		if (all.items[i]->ndown == 0)
			failed = json_array_append_new(report->bases, tojson_text(all.items[i]->id));
	}
	return failed ? sqlembic_fail_memory(err) : 0;
}

/* Writes what is known so far: an earlier report, which may be the one of --rerun, is replaced by one that is as complete. */
static int begin(struct many_report *report, const struct many_job *job, struct sqlembic_error *err)
{
	int rc = sqlembic_file_open(&report->file, report->path, SQLEMBIC_FILE_REPLACED, err);
	if (rc < 0)
		return rc;
	report->is_open = true;
	put_head(report, job);
	put_earlier(report);
	return report->failure.code < 0 ? sqlembic_fail_copy(err, &report->failure)
					: sqlembic_file_place(&report->file, err);
}

int many_report_open(struct many_report *report, const struct many_args *args, const struct many_job *job,
		     sqlembic *ctx, struct sqlembic_error *err)
{
	report->path = args->report;
	report->rerun = args->rerun;
	int rc = find_bases(report, ctx, err);
	if (rc == 0 && report->rerun)
		rc = read_report(report, job, err);
	if (rc < 0 || !report->path)
		return rc;
	return begin(report, job, err);
}

bool many_report_is_done(const struct many_report *report, const char *name)
{
	return json_object_get(report->earlier, name) != NULL;
}

void many_report_release(struct many_report *report)
{
	if (report->is_open)
		sqlembic_file_drop(&report->file);
	json_decref(report->earlier);
	json_decref(report->bases);
	*report = (struct many_report){ .path = NULL };
}
