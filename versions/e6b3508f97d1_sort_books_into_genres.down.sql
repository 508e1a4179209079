-- Takes back: sort books into genres
--
-- revision: e6b3508f97d1

DROP TABLE book_genre;
DROP TABLE genre;
