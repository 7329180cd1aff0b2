"""Words of the administrators' pages."""
