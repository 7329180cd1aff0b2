"""Django's PostgreSQL backend with one difference, see `base`. Named by `ENGINE` in the settings."""
