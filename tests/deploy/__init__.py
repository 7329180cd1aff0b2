"""What the deployment files say is held against the code that they start."""
