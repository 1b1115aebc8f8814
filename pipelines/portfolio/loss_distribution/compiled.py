"""Compiling a function when it is first called, and keeping what was compiled where one may write.

Only modules that are themselves imported late use this one: it imports numba.
"""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Any:
    """The function compiled without the interpreter's lock, kept on disk where there is a place.

    Numba refuses to keep anything where neither the source's folder nor the user's cache can be
    written to; the function is then compiled anew in each process.
    """
    try:
        return njit(nogil=True, cache=True)(function)
    except RuntimeError:
        return njit(nogil=True)(function)


def inlined(function: Callable[..., Any]) -> Any:
    """The function as a part of each compiled one that calls it: passing arrays costs more."""
    return njit(nogil=True, forceinline=True)(function)
