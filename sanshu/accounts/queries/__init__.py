"""Questions of sign-in and residency."""
