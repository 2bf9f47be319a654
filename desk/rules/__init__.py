"""Rules of the desk as data: where a request may go (`statuses.yml`), who must be known (`checks.yml`), by when what is
due (`dues.yml`)."""
