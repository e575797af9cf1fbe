"""`python -m townmeeting`."""

from townmeeting.cli import main

main()
