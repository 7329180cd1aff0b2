"""Real servers, real signals: what the two commands promise about a machine that has nothing but Python."""
