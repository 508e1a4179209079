-- let members reserve books
--
-- revision: 6ac0f3e8259b
-- down_revision: 17e5ab4c8d63
-- create_date: 2026-11-02 14:09:50.095266+00:00

CREATE TABLE reservation (
    book_id INTEGER NOT NULL REFERENCES book (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (book_id, member_id)
) WITHOUT ROWID;

-- Who has waited longest comes first.
CREATE VIEW reservation_queue AS
SELECT book_id, member_id, row_number() OVER (PARTITION BY book_id ORDER BY made_at, member_id) AS place
FROM reservation;
