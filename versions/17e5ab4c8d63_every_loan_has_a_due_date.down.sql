-- Takes back: every loan has a due date
--
-- revision: 17e5ab4c8d63

DROP TRIGGER loan_needs_a_copy;
DROP VIEW loan_out;

CREATE TABLE loan_before AS SELECT * FROM loan;
CREATE TABLE guess_before AS SELECT * FROM loan_due_guess;
DROP TABLE loan_due_guess;
DROP TABLE loan;

-- A loan without returned_on is still out.
CREATE TABLE loan (
    id INTEGER PRIMARY KEY,
    book_id INTEGER NOT NULL REFERENCES book (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    lent_on TEXT NOT NULL,
    due_on TEXT,
    returned_on TEXT
);

INSERT INTO loan (id, book_id, member_id, lent_on, due_on, returned_on)
SELECT id, book_id, member_id, lent_on, CASE WHEN id IN (SELECT loan_id FROM guess_before) THEN NULL ELSE due_on END,
       returned_on
FROM loan_before;

DROP TABLE guess_before;
DROP TABLE loan_before;

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
