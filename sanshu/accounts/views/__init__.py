"""Pages of sign-in and residency."""
