/* embed.cpp: the same as embed.c from C++: the context in a unique_ptr, errors as an exception.
 *
 *   c++ -std=c++17 embed.cpp $(pkg-config --cflags --libs sqlembic) -o embed
 *   ./embed migrations sqlite:///app.db */
#include <sqlembic.h>

#include <iostream>
#include <memory>
#include <stdexcept>

namespace
{

class migration_error : public std::runtime_error
{
      public:
	explicit migration_error(const sqlembic_error &err) : std::runtime_error(err.message), code(err.code)
	{
	}
	const int code;
};

struct closer {
	void operator()(sqlembic *ctx) const
	{
		sqlembic_close(ctx);
	}
};
using context = std::unique_ptr<sqlembic, closer>;

void check(int rc, const sqlembic_error &err)
{
	if (rc < 0)
		throw migration_error(err);
}

int show(const sqlembic_event *event, void *)
{
	if (event->kind == SQLEMBIC_EVENT_STEP)
		std::cout << event->step << '/' << event->steps << ' ' << event->revision << ' '
			  << event->message << '\n';
	return 0;
}

context open(const char *script_location, const char *url)
{
	const sqlembic_pair set[] = { { "script_location", script_location }, { "sqlalchemy.url", url } };
	sqlembic_options options = {};
	options.size = sizeof(options);
	options.set = set;
	options.nset = std::size(set);
	options.on_event = show;

	sqlembic *ctx = nullptr;
	sqlembic_error err;
	check(sqlembic_open(&ctx, &options, &err), err);
	return context(ctx);
}

void migrate(sqlembic *ctx)
{
	sqlembic_error err;
	sqlembic_revisions pending;
	check(sqlembic_plan(ctx, SQLEMBIC_UPGRADE, "head", &pending, &err), err);
	std::cout << pending.n << " to run\n";

	check(sqlembic_upgrade(ctx, "head", nullptr, &err), err);

	struct sqlembic_current current;
	check(sqlembic_current(ctx, &current, &err), err);
	for (size_t i = 0; i < current.nrows; i++)
		std::cout << "now at " << current.rows[i] << (current.at_heads ? " (head)" : "") << '\n';
}

} // namespace

int main(int argc, char **argv)
{
	if (argc != 3) {
		std::cerr << "usage: embed SCRIPT_LOCATION URL\n";
		return 2;
	}
	try {
		migrate(open(argv[1], argv[2]).get());
	} catch (const migration_error &error) {
		std::cerr << "embed: " << error.what() << '\n';
		return -error.code;
	}
	return 0;
}
