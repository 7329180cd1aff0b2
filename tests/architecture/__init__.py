"""House rules that no linter knows, read from the source itself."""
