-- Takes back: let members reserve books
--
-- revision: 6ac0f3e8259b

DROP VIEW reservation_queue;
DROP TABLE reservation;
