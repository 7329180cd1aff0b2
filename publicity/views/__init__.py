"""Public pages of disclosure: one module a page. They carry no cookie and no form that posts."""
