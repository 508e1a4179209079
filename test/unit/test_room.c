/* test_room.c: how many databases at once, where nobody has said a number. */
#include <criterion/criterion.h>

#include "many/room.h"

static size_t jobs(long cpus, bool is_remote, long long shared)
{
	const struct room room = { shared, -1 };
	return room_jobs(cpus, is_remote, &room);
}

Test(room, files_have_a_job_for_each_processor)
{
	cr_assert_eq(jobs(2, false, -1), 4);
	cr_assert_eq(jobs(16, false, -1), 16);
	cr_assert_eq(jobs(500, false, -1), 64);
}

Test(room, jobs_of_servers_wait_more_than_they_work)
{
	cr_assert_eq(jobs(2, true, -1), 8);
	cr_assert_eq(jobs(16, true, -1), 32);
	cr_assert_eq(jobs(500, true, -1), 64);
}

Test(room, half_of_the_free_connections_stay_free)
{
	cr_assert_eq(jobs(16, true, 97), 32);
	cr_assert_eq(jobs(16, true, 40), 20);
	cr_assert_eq(jobs(2, true, 12), 6);
}

Test(room, a_full_server_is_waited_for_by_the_fewest)
{
	cr_assert_eq(jobs(16, true, 3), 4);
	cr_assert_eq(jobs(16, true, 0), 4);
}

Test(room, a_limit_of_the_user_is_not_passed, .description = "nobody else needs what is left of it")
{
	const struct room few = { 97, 3 }, full = { 97, 0 }, many = { 97, 50 };
	cr_assert_eq(room_jobs(16, true, &few), 3);
	cr_assert_eq(room_jobs(16, true, &full), 1);
	cr_assert_eq(room_jobs(16, true, &many), 32);
}
