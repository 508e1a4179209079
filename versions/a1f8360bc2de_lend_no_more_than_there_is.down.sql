-- Takes back: lend no more than there is
--
-- revision: a1f8360bc2de

DROP TRIGGER loan_needs_a_copy;
