"""Setting up, starting and supervising the processes on one machine."""
