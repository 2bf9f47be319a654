"""Which database a test runs on: an SQLite file of its own, or a database of its own on a PostgreSQL server."""
