"""Sheets of paper: what is to be printed goes in as values, a PDF comes out."""
