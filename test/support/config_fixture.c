/* config_fixture.c: see config_fixture.h. */
#include "config_fixture.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "sqlembic/error.h"
#include "sqlembic/file.h"

const struct sqlembic_pair *environment;

static const char *get_variable(const char *name)
{
	for (const struct sqlembic_pair *p = environment; p && p->key; p++) {
		if (strcmp(p->key, name) == 0)
			return p->value;
	}
	return NULL;
}

void set_up(struct fixture *f)
{
	*f = (struct fixture){ .directory = "/tmp/test_config_XXXXXX" };
	cr_assert_not_null(mkdtemp(f->directory));
	cr_assert_eq(chdir(f->directory), 0);
	environment = NULL;
}

void write_file(const char *path, const char *text)
{
	struct sqlembic_error err = { 0 };
	(void)unlink(path);
	cr_assert_eq(sqlembic_file_write(path, SQLEMBIC_FILE_NEW, text, strlen(text), &err), 0, "%s",
		     err.message);
}

int load(struct fixture *f, const struct sqlembic_options *options)
{
	struct sqlembic_options all = options ? *options : (struct sqlembic_options){ 0 };
	all.size = sizeof(all);
	all.getenv = get_variable;
	return config_load(&f->config, &f->arena, &all, &f->err);
}

void load_text(struct fixture *f, const char *text)
{
	write_file("alembic.ini", text);
	cr_assert_eq(load(f, NULL), 0, "%s:%d: %s", f->err.file, f->err.line, f->err.message);
}

void tear_down(struct fixture *f)
{
	static const char *const files[] = { "alembic.ini", ".env", "secret", "conf/alembic.ini",
					     "conf/.env" };
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		(void)unlink(files[i]);
	(void)rmdir("conf");
	cr_expect_eq(rmdir(f->directory), 0);
	arena_release(&f->arena);
}

const char *string(struct fixture *f, const char *key)
{
	const char *value = NULL;
	f->err = (struct sqlembic_error){ 0 };
	if (config_string(f->config, key, &value, &f->err) < 0)
		return f->err.message;
	return value ? value : "(null)";
}
