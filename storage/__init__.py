"""SQL behind one unit of work; SQLite by default, PostgreSQL by one setting."""
