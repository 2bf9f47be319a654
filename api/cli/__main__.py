"""`python -m api.cli`: the same as `madoguchi`."""

from api.cli import main

main()
