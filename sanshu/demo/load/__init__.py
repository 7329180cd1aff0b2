"""Bring the made-up province into the database through the portal's own actions."""
