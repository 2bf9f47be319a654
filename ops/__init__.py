"""Setting up and running the desk: environments, build steps, the supervisor of both processes."""
