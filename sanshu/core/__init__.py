"""Foundation app: regions, accounts, postings, timeline, calendar, digests. Knows nothing of disclosure or messages."""
