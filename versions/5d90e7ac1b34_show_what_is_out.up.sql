-- show what is out
--
-- revision: 5d90e7ac1b34
-- down_revision: 8b61d4e0a3f9
-- branch_labels: lending
-- create_date: 2026-09-16 15:20:08.112007+00:00

CREATE VIEW loan_out AS
SELECT loan.id, book.title, member.name AS member, loan.lent_on, loan.due_on
FROM loan
JOIN book ON book.id = loan.book_id
JOIN member ON member.id = loan.member_id
WHERE loan.returned_on IS NULL;
