-- create members and loans
--
-- revision: 8b61d4e0a3f9
-- down_revision: 3f2a9c51d07e
-- create_date: 2026-09-07 10:31:02.004118+00:00

CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    joined_on TEXT NOT NULL DEFAULT CURRENT_DATE
);

-- A loan without returned_on is still out.
CREATE TABLE loan (
    id INTEGER PRIMARY KEY,
    book_id INTEGER NOT NULL REFERENCES book (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    lent_on TEXT NOT NULL,
    due_on TEXT,
    returned_on TEXT
);

INSERT INTO member (id, name, email, joined_on) VALUES
    (1, 'Ada', 'ada@library.example', '2026-01-15'),
    (2, 'Björn', 'bjoern@library.example', '2026-03-02');

INSERT INTO loan (id, book_id, member_id, lent_on, due_on, returned_on) VALUES
    (1, 2, 1, '2026-06-01', '2026-06-29', '2026-06-20'),
    (2, 1, 1, '2026-08-10', '2026-09-07', NULL),
    (3, 3, 2, '2026-08-31', NULL, NULL);
