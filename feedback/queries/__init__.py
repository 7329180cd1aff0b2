"""What the doors ask: who may read and do what, what lies on a desk, how a message looks."""
