"""Which failures may pass by themselves: only those are worth another try.

A run whose process dies is started again by Dagster itself (dagster.yaml).
"""

import errno
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

import dagster as dg

TRIES = 3
WAIT = 20  # seconds
# What network file systems and busy machines say.
PASSING = {
    errno.EAGAIN,
    errno.EBUSY,
    errno.EIO,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.ENETUNREACH,
    errno.ENOMEM,
    errno.ESTALE,
    errno.ETIMEDOUT,
}


def may_pass(error: BaseException | None) -> bool:
    """Whether an error, or what caused it, may be gone at another try."""
    while error is not None:
        if isinstance(error, TimeoutError | BrokenProcessPool):
            return True
        if isinstance(error, OSError) and error.errno in PASSING:
            return True
        error = error.__cause__
    return False


@contextmanager
def retried() -> Iterator[None]:
    """Asks Dagster to do the step again where what the block raises may pass."""
    try:
        yield
    except Exception as error:
        if may_pass(error):
            raise dg.RetryRequested(max_retries=TRIES, seconds_to_wait=WAIT) from error
        raise
