-- create authors and books
--
-- revision: 3f2a9c51d07e
-- down_revision:
-- create_date: 2026-09-07 09:12:41.380215+00:00

CREATE TABLE author (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES author (id),
    published INTEGER CHECK (published BETWEEN 1000 AND 9999),
    copies INTEGER NOT NULL DEFAULT 1 CHECK (copies >= 0)
);

INSERT INTO author (id, name) VALUES
    (1, 'Ursula K. Le Guin'),
    (2, 'Stanisław Lem'),
    (3, 'Mary Shelley');

INSERT INTO book (id, title, author_id, published, copies) VALUES
    (1, 'The Dispossessed', 1, 1974, 2),
    (2, 'Solaris', 2, 1961, 1),
    (3, 'The Cyberiad', 2, 1965, 3),
    (4, 'Frankenstein; or, The Modern Prometheus', 3, 1818, 1);
