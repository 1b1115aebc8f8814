"""One scenario of the book's loss, obligor by obligor, compiled.

Given the factors obligors default independently, each with its own conditional PD. Sixty-four of
them are decided at a time: their uniforms are compared bit by bit with the block's lowest and
highest conditional PD, one random word giving one bit of all 64, until each is decided (about eight
words). Below the lowest: default; above the highest: none; only those between need their own PD.
Work grows with the number of blocks and of defaults, not of obligors, and nothing is approximated
but the normal distribution function (2.2e-10).
"""

import math

import numpy as np

from pipelines.portfolio.loss_distribution.compiled import compiled, inlined
from pipelines.portfolio.loss_distribution.normal_table import normal_cdf
from pipelines.portfolio.loss_distribution.random_words import GAMMA, mix, normal, start_of, uniform

ZERO, ONE = np.uint64(0), np.uint64(1)
BITS, ROUND = 60, 10
"""How many bits a uniform has at most, and how many are drawn before asking whether all is decided.

After ten bits all 64 are decided in 94 of 100 cases; asking after each costs more than drawing it.
"""
WHOLE = 2.0**BITS
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
DE_BRUIJN_SHIFT = np.uint64(58)
PLACE = np.empty(64, dtype=np.int64)
for _n in range(64):
    PLACE[((1 << _n) * int(DE_BRUIJN) % (1 << 64)) >> 58] = _n
BATCH = 32
LGD_REACH, LGD_PER_UNIT = 6.0, 64.0
NOISE_SHIFT = np.uint64(52)


@inlined
def decide(state, everyone, lowest, highest):
    """The next counter, and which of `everyone` fall below `lowest` and below `highest`."""
    sure, maybe = ZERO, ZERO
    open_low = open_high = everyone
    low, high = np.uint64(lowest * WHOLE), np.uint64(highest * WHOLE)
    if lowest >= 1.0:
        sure, open_low = everyone, ZERO
    if highest >= 1.0:
        maybe, open_high = everyone, ZERO
    shift = np.uint64(BITS)
    while (open_low | open_high) != ZERO and shift != ZERO:
        for _ in range(ROUND):
            shift -= ONE
            state += GAMMA
            word = mix(state)
            one_low = ZERO - ((low >> shift) & ONE)
            one_high = ZERO - ((high >> shift) & ONE)
            sure |= open_low & one_low & ~word
            maybe |= open_high & one_high & ~word
            open_low &= ~(word ^ one_low)
            open_high &= ~(word ^ one_high)
    return state, sure, maybe


@inlined
def draw_factors(state, pool, drawn, factor):
    """Draw the sectors' factors and each cell's sum of them; returns the thresholds' scale too.

    The scale is 1 for the Gaussian copula, sqrt(chi-square / df) for the t copula.
    """
    for sector in range(len(drawn)):
        state, drawn[sector] = normal(state)
    for cell in range(len(factor)):
        common = pool.loading[0] * drawn[0]
        common += pool.loading[1] * drawn[pool.cell_industry[cell]]
        factor[cell] = common + pool.loading[2] * drawn[pool.cell_region[cell]]
    if pool.degrees == 0:
        return state, 1.0
    squares = 0.0
    for _ in range(pool.degrees):
        state, value = normal(state)
        squares += value * value
    return state, math.sqrt(squares / pool.degrees)


@inlined
def lgd_deviation(state, pool, factor):
    """The next counter, and by how much an obligor's LGD lies above the mean of the curve."""
    state += GAMMA
    own = pool.lgd_noise[np.int64(mix(state) >> NOISE_SHIFT)]
    place = (own - pool.lgd_link * factor + LGD_REACH) * LGD_PER_UNIT
    node = min(max(int(place), 0), len(pool.lgd_curve) - 2)
    part = min(max(place - node, 0.0), 1.0)
    return state, pool.lgd_curve[node] * (1.0 - part) + pool.lgd_curve[node + 1] * part


@inlined
def first_of(members):
    """The number of the lowest bit that is set, and that bit (de Bruijn multiplication)."""
    bit = members & (~members + ONE)
    return PLACE[(bit * DE_BRUIJN) >> DE_BRUIJN_SHIFT], bit


@inlined
def lose_single(state, pool, at, sure, maybe, weight, loan_loss):
    """The loss of the merchants with one loan, LGD being fixed; `at` is where their block stands.

    `at` holds its first obligor, its common factor, the thresholds' scale and the two PDs.
    """
    start, common, scale, lowest, highest = at
    total = 0.0
    while maybe != ZERO:
        place, bit = first_of(maybe)
        maybe ^= bit
        obligor = start + place
        state, u = uniform(state)
        own = normal_cdf(pool.single_threshold[obligor] * scale - common)
        if weight == 0.0:
            total += pool.single_amount[obligor] if lowest + u * (highest - lowest) < own else 0.0
        elif lowest + u * (highest - lowest) < own:
            sure |= bit
    while sure != ZERO:
        place, bit = first_of(sure)
        sure ^= bit
        total += pool.single_amount[start + place]
        if weight != 0.0:
            loan_loss[pool.first_loan[start + place]] += weight * pool.single_amount[start + place]
    return state, total


@inlined
def lose_several(state, pool, at, sure, hit, weight, loan_loss):
    """The loss of merchants with any number of loans, and with a random LGD of each merchant."""
    start, common, scale, lowest, highest = at
    total, random_lgd = 0.0, len(pool.lgd_curve) > 0
    while hit != ZERO:
        place, bit = first_of(hit)
        hit ^= bit
        first, end = pool.first_loan[start + place], pool.first_loan[start + place + 1]
        last = first + 1
        if end > last or sure & bit == ZERO:
            state, u = uniform(state)
            u = u * lowest if sure & bit != ZERO else lowest + u * (highest - lowest)
            last = first
            while last < end and u < normal_cdf(pool.threshold[last] * scale - common):
                last += 1
        deviation = 0.0
        if random_lgd and last > first:
            state, deviation = lgd_deviation(state, pool, common)
        for loan in range(first, last):
            loss = pool.amount[loan]
            if random_lgd:
                loss += pool.spread[loan] * deviation
            total += loss
            if weight != 0.0:
                loan_loss[loan] += weight * loss
    return state, total


@inlined
def run_batch(pool, seed, scenarios, weights, losses, loan_loss, scratch):
    """Fill `losses` with those of a few scenarios, and add their weighted losses to the loans'.

    Block by block, and within it scenario by scenario: the block's loans then stay at hand. Each
    scenario goes through its own words in the same order whatever others are run beside it.
    """
    drawn, factor, state, scale = scratch
    for n in range(len(scenarios)):
        losses[n] = 0.0
        state[n], scale[n] = draw_factors(start_of(seed, scenarios[n]), pool, drawn, factor[n])
    fixed_lgd = len(pool.lgd_curve) == 0
    for block in range(len(pool.block_cell)):
        cell, members = pool.block_cell[block], pool.block_members[block]
        singles = pool.block_single[block] if fixed_lgd else ZERO
        for n in range(len(scenarios)):
            common = factor[n, cell]
            lowest = normal_cdf(pool.block_low[block] * scale[n] - common)
            highest = normal_cdf(pool.block_high[block] * scale[n] - common)
            word, sure, hit = decide(state[n], members, lowest, highest)
            at = (pool.block_start[block], common, scale[n], lowest, highest)
            single, several = hit & singles, hit & ~singles
            word, one = lose_single(
                word, pool, at, sure & single, single & ~sure, weights[n], loan_loss
            )
            word, more = lose_several(word, pool, at, sure, several, weights[n], loan_loss)
            state[n] = word
            losses[n] += one + more


@inlined
def scratch_for(pool):
    """Room for a batch: the sectors' factors, each cell's, the counters and the scales."""
    return (
        np.empty(pool.sectors),
        np.empty((BATCH, len(pool.cell_industry))),
        np.empty(BATCH, dtype=np.uint64),
        np.empty(BATCH),
    )


@compiled
def run(pool, seed, scenarios, weights, losses, loan_loss):
    """Fill `losses` with those of the numbered scenarios, and add weight x loss to each loan's.

    Where all weights are 0 `loan_loss` may be empty.
    """
    scratch = scratch_for(pool)
    for begin in range(0, len(scenarios), BATCH):
        end = min(begin + BATCH, len(scenarios))
        run_batch(
            pool, seed, scenarios[begin:end], weights[begin:end], losses[begin:end],
            loan_loss, scratch,
        )  # fmt: skip
