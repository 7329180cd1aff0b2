"""Q, the yardstick of docs/performance: a one-query page, ORM, 30 rows by index, template, persistent connection."""
