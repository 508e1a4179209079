/* What core and drivers share: the clock and the cutting of text. */
#include <criterion/criterion.h>
#include <string.h>

#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

Test(clock, writes_a_time_that_it_reads_again)
{
	static const struct {
		long long microseconds;
		const char *text;
	} times[] = { { 0, "1970-01-01T00:00:00.000Z" },
		      { 951782400000000, "2000-02-29T00:00:00.000Z" },
		      { 1795600800123000, "2026-11-25T10:00:00.123Z" },
		      { 253402300799999000, "9999-12-31T23:59:59.999Z" } };
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		char text[SQLEMBIC_CLOCK_SIZE];
		long long again = -1;
		sqlembic_clock_write(text, times[i].microseconds);
		cr_expect_str_eq(text, times[i].text);
		cr_expect(sqlembic_clock_read(&again, text));
		cr_expect_eq(again, times[i].microseconds);
	}
}

Test(clock, leaves_what_is_no_time)
{
	long long time = 7;
	cr_expect_not(sqlembic_clock_read(&time, ""));
	cr_expect_not(sqlembic_clock_read(&time, "2026-11-25"));
	cr_expect_not(sqlembic_clock_read(&time, "yesterday"));
	cr_expect_eq(time, 7);
}

Test(text, is_cut_between_two_characters)
{
	const char *text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z"; /* a, e acute, euro, smile, z */
	static const size_t ends[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11 };
	for (size_t room = 0; room < sizeof(ends) / sizeof(ends[0]); room++)
		cr_expect_eq(sqlembic_text_cut(text, strlen(text), room), ends[room], "room %zu", room);
}

Test(text, that_is_not_utf_8_is_cut_anywhere)
{
	cr_expect_eq(sqlembic_text_cut("\x80\x80\x80\x80\x80\x80", 6, 5), 5);
	cr_expect_eq(sqlembic_text_cut("\xE9t\xE9", 3, 2), 2);
}

Test(text, of_an_error_that_is_too_long_ends_with_a_whole_character)
{
	struct sqlembic_error err = { 0 };
	char text[2 * sizeof(err.message)];
	for (size_t shift = 0; shift < 3; shift++) {
		size_t n = 0;
		while (n < shift)
			text[n++] = 'x';
		while (n + 4 < sizeof(text)) {
			memcpy(text + n, "\xE2\x82\xAC", 3);
			n += 3;
		}
		text[n] = '\0';
		(void)sqlembic_fail(&err, SQLEMBIC_E_FAILED, "%s", text);
		cr_expect_eq((strlen(err.message) - shift) % 3, 0);
		cr_expect_gt(strlen(err.message), sizeof(err.message) - 4);
	}
}
