"""Words of the message pages."""
