-- Takes back: create members and loans
--
-- revision: 8b61d4e0a3f9

DROP TABLE loan;
DROP TABLE member;
