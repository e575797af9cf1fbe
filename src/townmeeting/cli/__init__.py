"""The command line: options, one library call, one report a command."""


def main() -> None:
    """Run the command line and leave the process with its exit status."""
    try:
        from townmeeting.cli.app import run

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
