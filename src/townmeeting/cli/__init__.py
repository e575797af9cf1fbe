"""The command line: options, one library call, one report a command."""


def main() -> None:
    """Run the command line and leave the process with its exit status."""
    try:
        _one_thread()
        from townmeeting.cli.app import run

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _one_thread() -> None:
    """Keep NumPy's BLAS to one thread, unless the user's environment says otherwise.

    The matrices are small: further threads only wait, which cost a quarter of the processor time of an analysis, and
    they would add up sums in an order that depends on the machine.
    """
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
