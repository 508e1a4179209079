-- every loan has a due date
--
-- SQLite cannot add NOT NULL, a CHECK or ON DELETE to a column that exists, so the table is made anew.  Its view and
-- its trigger are dropped first and made again behind it.
--
-- revision: 17e5ab4c8d63
-- down_revision: 90c2d7f14ea8
-- create_date: 2026-10-05 16:40:27.731504+00:00

DROP TRIGGER loan_needs_a_copy;
DROP VIEW loan_out;

CREATE TABLE loan_before AS SELECT * FROM loan;
DROP TABLE loan;

CREATE TABLE loan (
    id INTEGER PRIMARY KEY,
    book_id INTEGER NOT NULL REFERENCES book (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    lent_on TEXT NOT NULL,
    due_on TEXT NOT NULL CHECK (due_on >= lent_on),
    returned_on TEXT CHECK (returned_on >= lent_on)
);

INSERT INTO loan (id, book_id, member_id, lent_on, due_on, returned_on)
SELECT id, book_id, member_id, lent_on, coalesce(due_on, date(lent_on, '+28 days')), returned_on FROM loan_before;

-- Which due dates were made up, so that the way back can take them out again.
CREATE TABLE loan_due_guess (
    loan_id INTEGER PRIMARY KEY REFERENCES loan (id) ON DELETE CASCADE
);

INSERT INTO loan_due_guess (loan_id) SELECT id FROM loan_before WHERE due_on IS NULL;
DROP TABLE loan_before;

CREATE INDEX loan_by_member ON loan (member_id, returned_on);

CREATE VIEW loan_out AS
SELECT loan.id, book.title, member.name AS member, loan.lent_on, loan.due_on
FROM loan
JOIN book ON book.id = loan.book_id
JOIN member ON member.id = loan.member_id
WHERE loan.returned_on IS NULL;

CREATE TRIGGER loan_needs_a_copy
BEFORE INSERT ON loan
WHEN NEW.returned_on IS NULL
BEGIN
    SELECT RAISE(ABORT, 'all copies of the book are out')
    WHERE (SELECT count(*) FROM loan WHERE book_id = NEW.book_id AND returned_on IS NULL)
          >= (SELECT copies FROM book WHERE id = NEW.book_id);
END;
