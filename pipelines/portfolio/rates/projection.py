"""A book carried forward by its transition matrix."""

import numpy as np

from pipelines.portfolio.rates.matrix import row_shares
from pipelines.portfolio.rates.moves import Floats

AS_IF = 10.0
"""How many loans the rates of all ages count for beside those of one age."""


def project(start: Floats, matrix: Floats, months: int) -> Floats:
    """The book after 0 to `months` months, one row each: start x matrix to the power of the month.

    `start` is the number (or amount) in each state, `matrix` the shares that go from each to each
    in a month, rows adding up to one.
    """
    rows = [np.asarray(start, dtype=float)]
    for _ in range(months):
        rows.append(rows[-1] @ matrix)
    return np.stack(rows)


def by_age(counts: Floats) -> Floats:
    """Matrices of shares for each age, from counts of shape (..., age, open status, status).

    Few loans of an age are late, so each age's counts are joined by those of all ages, scaled to
    ten loans: the thinner the age, the more it follows the others.
    """
    pooled = row_shares(counts.sum(axis=-3), keep=False)[..., None, : counts.shape[-2], :]
    return row_shares(counts + AS_IF * pooled)


def with_age(matrices: Floats) -> Floats:
    """One matrix over pairs of age and status: a month on, every loan is a month older.

    Its powers carry a book by age forward; the oldest age stays what it is.
    """
    ages, size = matrices.shape[0], matrices.shape[-1]
    whole = np.zeros((ages, size, ages, size))
    for age in range(ages):
        whole[age, :, min(age + 1, ages - 1), :] = matrices[age]
    return whole.reshape(ages * size, ages * size)
