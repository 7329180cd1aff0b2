"""Measurements as ratios against a bare baseline of the same run: `make bench`. Never part of the tests."""
