"""Verbs that concern more than one app."""
