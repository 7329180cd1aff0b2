"""Questions that concern more than one app."""
