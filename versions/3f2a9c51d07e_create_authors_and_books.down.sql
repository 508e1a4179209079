-- Takes back: create authors and books
--
-- revision: 3f2a9c51d07e

DROP TABLE book;
DROP TABLE author;
