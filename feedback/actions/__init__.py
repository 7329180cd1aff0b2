"""What can be done with a message: one verb a function, one transaction each."""
