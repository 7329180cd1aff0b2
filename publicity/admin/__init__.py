"""The staff's side: what is owed, the typed form, signatures, publishing."""
