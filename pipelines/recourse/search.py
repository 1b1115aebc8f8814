"""What would help: the cheapest permitted changes that the real decision accepts, or none.

All combinations of one lever and of two are decided by columns, with the replay's own rules and
the model's own trees; a combination is set aside only where no rounding of the score could let the
decision accept it. What is left is tried in order of cost by the decision itself.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.explain import DecidedScore
