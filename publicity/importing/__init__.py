"""From an office's own table to typed rows: what the file is, what its columns mean, what is wrong with it. Pure."""
