"""Pages that mix apps: home, my pages, errors, health. Sits on top of every app and is imported by none."""
