/* test_config_hooks.c: the programs that [post_write_hooks] names. */
#include <criterion/criterion.h>

#include <string.h>

#include "config/hook_settings.h"
#include "config_fixture.h"
#include "sqlembic/error.h"

Test(config, reads_hooks)
{
	struct fixture f;
	const struct config_hook *hooks;
	size_t n;
	set_up(&f);
	load_text(&f, "[alembic]\n");
	cr_assert_eq(hook_settings_read(f.config, &hooks, &n, &f.err), 0);
	cr_expect_eq(n, 0);
	load_text(&f, "[alembic]\n[post_write_hooks]\nhooks = Fmt, lint\nFmt.type = exec\nfmt.executable = "
		      "pg_format\n"
		      "fmt.options = -i REVISION_SCRIPT_FILENAME\nfmt.cwd = %(here)s\nlint.type = exec\n"
		      "lint.executable = ${TOOL:-lint}\nother.type = module\n");
	cr_assert_eq(hook_settings_read(f.config, &hooks, &n, &f.err), 0, "%s", f.err.message);
	cr_assert_eq(n, 2);
	cr_expect_str_eq(hooks[0].name, "Fmt");
	cr_expect_str_eq(hooks[0].type, "exec");
	cr_expect_str_eq(hooks[0].executable, "pg_format");
	cr_expect_str_eq(hooks[0].options, "-i REVISION_SCRIPT_FILENAME");
	cr_expect_str_eq(hooks[0].cwd, f.directory);
	cr_expect_str_eq(hooks[1].executable, "lint");
	cr_expect_null(hooks[1].options);
	cr_expect_null(hooks[1].cwd);
	tear_down(&f);
}

Test(config, refuses_hooks_that_only_python_can_run)
{
	static const struct {
		const char *ini, *message, *hint;
		int line;
	} cases[] = {
		{ "hooks = black\nblack.type = console_scripts\nblack.entrypoint = black",
		  "hook \"black\" is of type \"console_scripts\"; only \"exec\" can be run",
		  "set black.type = exec and black.executable = black", 3 },
		{ "hooks = r\nr.type = module\nr.module = ruff\nr.options = format X",
		  "hook \"r\" is of type \"module\"; only \"exec\" can be run",
		  "set r.type = exec, r.executable = python3, r.options = -m ruff format X", 3 },
		{ "hooks = x", "hook \"x\" has no x.type", "set x.type = exec and x.executable = PROGRAM",
		  2 },
		{ "hooks = x\nx.type = exec", "hook \"x\" has no x.executable", "", 3 },
	};
	struct fixture f;
	set_up(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct config_hook *hooks;
		size_t n;
		load_text(&f, arena_printf(&f.arena, "[post_write_hooks]\n%s\n", cases[i].ini));
		cr_expect_eq(hook_settings_read(f.config, &hooks, &n, &f.err), SQLEMBIC_E_FAILED);
		cr_expect_str_eq(f.err.message, cases[i].message, "%s", f.err.message);
		cr_expect_str_eq(f.err.hint, cases[i].hint, "%s", f.err.hint);
		cr_expect_eq(f.err.line, cases[i].line);
	}
	tear_down(&f);
}
