-- Takes back: show what is out
--
-- revision: 5d90e7ac1b34

DROP VIEW loan_out;
