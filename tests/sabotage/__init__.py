"""Planted defects, one line each: `make sabotage` passes only if every one turns its named test red."""
