"""Forms: spelling and wording; what is right is decided by `feedback.intake` and the actions."""
