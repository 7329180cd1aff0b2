"""Our own checks and small build steps; nothing here runs in production except compiling messages at build time."""
