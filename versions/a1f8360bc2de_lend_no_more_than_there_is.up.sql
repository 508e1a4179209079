-- lend no more than there is
--
-- revision: a1f8360bc2de
-- down_revision: 5d90e7ac1b34
-- create_date: 2026-09-18 11:05:33.548761+00:00

CREATE TRIGGER loan_needs_a_copy
BEFORE INSERT ON loan
WHEN NEW.returned_on IS NULL
BEGIN
    SELECT RAISE(ABORT, 'all copies of the book are out')
    WHERE (SELECT count(*) FROM loan WHERE book_id = NEW.book_id AND returned_on IS NULL)
          >= (SELECT copies FROM book WHERE id = NEW.book_id);
END;
