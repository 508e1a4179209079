/* flag.h: a flag that a signal handler or another thread sets, as struct sqlembic_options has it.
 *
 * Its type is one that a program compiled with an older header has, and one that C++ has, too, so it cannot be made atomic: what
 * is done to it is. */
#ifndef SQLEMBIC_FLAG_H
#define SQLEMBIC_FLAG_H

#include <signal.h>
#include <stdbool.h>

/* NULL: nobody sets it. */
static inline bool sqlembic_flag_is_set(const volatile sig_atomic_t *flag)
{
	return flag && __atomic_load_n(flag, __ATOMIC_RELAXED);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the builtin writes through it. */
static inline void sqlembic_flag_set(volatile sig_atomic_t *flag, bool value)
{
	__atomic_store_n(flag, value, __ATOMIC_RELAXED);
}

#endif
