/* test_stock.c: connections that one target hands to the next. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "database/stock.h"

#define SESSIONS 40

static size_t closed;

static void close_session(struct sqlembic_session *session)
{
	(void)session;
	closed++;
}

static const struct sqlembic_driver driver = { .close = close_session };
static struct sqlembic_session sessions[SESSIONS];

static void put_all(struct stock *stock)
{
	stock_init(stock);
	closed = 0;
	for (size_t i = 0; i < SESSIONS; i++) {
		char place[32];
		(void)snprintf(place, sizeof(place), "postgresql://h/%zu", i);
		sessions[i].driver = &driver;
		stock_put(stock, place, false, &sessions[i]);
	}
}

/* Or a server would run out of connections that nobody uses. */
Test(stock, many_databases_keep_few_connections)
{
	struct stock stock;
	put_all(&stock);
	cr_assert_eq(closed, SESSIONS - 8);
	cr_assert_null(stock_take(&stock, "postgresql://h/0", false));
	cr_assert_eq(stock_take(&stock, "postgresql://h/39", false), &sessions[39]);
	stock_release(&stock);
	cr_assert_eq(closed, SESSIONS - 1);
}

Test(stock, only_what_is_alike_is_handed_on)
{
	struct stock stock;
	put_all(&stock);
	cr_assert_null(stock_take(&stock, "postgresql://h/39", true));
	cr_assert_null(stock_take(&stock, "postgresql://h/3", false));
	cr_assert_eq(stock_take(&stock, "postgresql://h/38", false), &sessions[38]);
	cr_assert_null(stock_take(&stock, "postgresql://h/38", false));
	stock_release(&stock);
}
