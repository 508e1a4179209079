/* test_postgresql_histories.c: pairs of schemas that random histories on a live server have led to. */
#include "postgresql_pairs.h"

BOTH_WAYS(comments_that_initdb_has_made,
	  { "the schema public gets its own back", "COMMENT ON SCHEMA public IS 'ours'", "",
	    "COMMENT ON SCHEMA public IS 'standard public schema'" })
