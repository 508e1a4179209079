-- Takes back: index books by title
--
-- revision: c47e19b2f685

DROP INDEX book_by_author;
DROP INDEX book_by_title;
