"""A made-up but believable province: pure generators, the same for the same seed and day. All persons are invented."""
