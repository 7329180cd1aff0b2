"""Our own build steps and plugins do what they say."""
