-- sort books into genres
--
-- The genre of each book is told by its author at first; the catalogue's keepers correct it by hand.
--
-- revision: e6b3508f97d1
-- down_revision: c47e19b2f685
-- create_date: 2026-09-15 13:47:20.660912+00:00

CREATE TABLE genre (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) WITHOUT ROWID;

CREATE TABLE book_genre (
    book_id INTEGER NOT NULL REFERENCES book (id) ON DELETE CASCADE,
    genre_code TEXT NOT NULL REFERENCES genre (code),
    PRIMARY KEY (book_id, genre_code)
) WITHOUT ROWID;

INSERT INTO genre (code, name) VALUES
    ('sf', 'Science fiction'),
    ('go', 'Gothic novel'),
    ('hu', 'Humour; satire');

INSERT INTO book_genre (book_id, genre_code)
SELECT id, CASE author_id WHEN 3 THEN 'go' ELSE 'sf' END FROM book;

INSERT INTO book_genre (book_id, genre_code) VALUES (3, 'hu');
