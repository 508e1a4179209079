-- index books by title
--
-- revision: c47e19b2f685
-- down_revision: 8b61d4e0a3f9
-- branch_labels: catalogue
-- create_date: 2026-09-14 08:02:55.917340+00:00

CREATE INDEX book_by_title ON book (title COLLATE NOCASE);
CREATE INDEX book_by_author ON book (author_id);
