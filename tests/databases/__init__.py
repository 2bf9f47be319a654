"""Which database a test runs on: an SQLite file of its own, or a database of its own on a PostgreSQL server."""

SERVER = "MADOGUCHI_TEST_DATABASE_URL"
"""The variable that names the server; none is named: SQLite."""
