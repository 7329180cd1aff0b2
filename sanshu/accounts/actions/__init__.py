"""Verbs of sign-in and residency."""
