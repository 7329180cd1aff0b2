"""The administrators' side: who works here, requests that take two persons, the auditor's record."""
