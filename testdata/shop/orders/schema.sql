CREATE TABLE orders (
    id     text PRIMARY KEY,
    email  text   NOT NULL,
    total  bigint NOT NULL,
    status text   NOT NULL
);
