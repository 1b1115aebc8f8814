"""Random words, uniforms and normals of one scenario, by counting; compiled.

Word n of scenario s is mix(start + n x GAMMA) with a start that is a hash of seed and s: SplitMix64
(Steele, Lea & Flood 2014), which passes BigCrush. A scenario thus needs no other scenario's words,
whichever thread draws it and in whatever order.
"""

import math

import numpy as np

from pipelines.portfolio.loss_distribution.compiled import inlined

GAMMA = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
SHIFT_30, SHIFT_27, SHIFT_31, SHIFT_12 = (np.uint64(n) for n in (30, 27, 31, 12))
STEP = 2.0**-52


@inlined
def mix(word):
    """A well-mixed word of a counter."""
    word = (word ^ (word >> SHIFT_30)) * FIRST
    word = (word ^ (word >> SHIFT_27)) * SECOND
    return word ^ (word >> SHIFT_31)


@inlined
def start_of(seed, scenario):
    """Where the counter of that scenario starts."""
    return mix(mix(np.uint64(seed) + GAMMA) ^ mix(np.uint64(scenario) * SECOND + FIRST))


@inlined
def uniform(state):
    """The next counter, and a uniform number above 0 and below 1."""
    state += GAMMA
    return state, (np.float64(mix(state) >> SHIFT_12) + 0.5) * STEP


@inlined
def normal(state):
    """The next counter, and a standard normal number (Box & Muller 1958)."""
    state, radius = uniform(state)
    state, angle = uniform(state)
    return state, math.sqrt(-2.0 * math.log(radius)) * math.cos(2.0 * math.pi * angle)
