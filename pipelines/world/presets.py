"""The worlds one can ask for: the base one, and three that something happens to."""

from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.errors import Refused
from pipelines.world.parameters import BASE, Parameters

# A figure that changes with time: straight lines between dated points, level before and after.
Path = tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class Preset:
    """A world's settings and what happens in it.

    `demand` are factors on expected sales by industry, `requests` on how often merchants ask,
    `appetite_in_distress` on how often those in distress do, `lateness` on late instalments; each
    is one where no path is given. `forbearance` are days by which charge-off is put off for loans
    that first miss an instalment then. `stress` is added to the default index of a loan for the
    days its instalments fall on. `approval` is the share of requests that the old policy lets pass.
    `begins` is the first day that differs from normal times, None where none does: what the world
    is solved for (default rate, score cut-offs) is solved on the requests before it.
    """

    name: str
    about: str
    parameters: Parameters = BASE
    last_day: date = date(2025, 12, 31)
    least_years: int = 1
    begins: date | None = None
    demand: dict[str, Path] = field(default_factory=dict)
    stress: Path = ()
    requests: Path = ()
    appetite_in_distress: Path = ()
    lateness: Path = ()
    forbearance: Path = ()
    approval: Path = ()


def _dip(april: float, rebound: float) -> Path:
    """Sales that fall in the spring of 2020 and come back above their old level by its end."""
    return (
        (date(2020, 3, 1), 1.0),
        (date(2020, 4, 5), april),
        (date(2020, 5, 1), april),
        (date(2020, 7, 15), (1 + rebound) / 2),
        (date(2020, 11, 1), rebound),
        (date(2021, 4, 1), rebound),
        (date(2021, 12, 31), 1 + (rebound - 1) / 2),
    )


# All card and invoice sales -22 % in April 2020, e-commerce +32 % in its last quarter [cited];
# the split by industry is [chosen]. Lending stops on 29 March [cited] and comes back slowly.
# Delinquency: 30+ DPD of OnDeck 23 % in October, more than 90 days of PayPal 12.5 % [cited].
COVID = Preset(
    name="covid",
    about="March 2020: sales fall, instalments are missed, lending all but stops",
    last_day=date(2021, 12, 31),
    least_years=3,
    begins=date(2020, 1, 1),
    demand={
        "apparel": _dip(0.60, 1.15),
        "shoes": _dip(0.62, 1.15),
        "electronics": _dip(0.92, 1.38),
        "home": _dip(0.85, 1.42),
        "beauty": _dip(0.72, 1.22),
        "toys": _dip(0.95, 1.40),
        "sports": _dip(0.88, 1.45),
        "auto parts": _dip(0.65, 1.12),
    },
    stress=(
        (date(2020, 2, 20), 0.0),
        (date(2020, 4, 1), 0.8),
        (date(2020, 8, 15), 0.75),
        (date(2020, 12, 1), 0.20),
        (date(2021, 3, 1), 0.0),
    ),
    requests=(
        (date(2020, 3, 15), 1.0),
        (date(2020, 4, 1), 0.8),
        (date(2020, 7, 1), 0.8),
        (date(2020, 11, 1), 1.0),
    ),
    lateness=(
        (date(2020, 3, 1), 1.0),
        (date(2020, 4, 1), 4.0),
        (date(2020, 7, 1), 3.0),
        (date(2021, 1, 1), 1.2),
        (date(2021, 4, 1), 1.0),
    ),
    forbearance=(
        (date(2020, 3, 1), 0.0),
        (date(2020, 4, 1), 75.0),
        (date(2020, 9, 1), 75.0),
        (date(2020, 12, 15), 0.0),
    ),
    approval=(
        (date(2020, 3, 28), 0.70),
        (date(2020, 3, 30), 0.20),
        (date(2020, 7, 15), 0.22),
        (date(2020, 12, 1), 0.50),
        (date(2021, 3, 1), 0.66),
    ),
)

# PayPal's merchant loans: net charge-off 4.5 % (2022), 13.3 % (June 2023), 20.4 % (September),
# after a policy loosened in 2022 and volume cut in 2023 [cited]. The shares are [chosen].
LOOSENED_POLICY = Preset(
    name="loosened-policy",
    about="May 2022: the lender waves nearly everybody through until the losses show",
    last_day=date(2023, 12, 31),
    least_years=3,
    parameters=replace(BASE, approval_share=0.45, policy_noise=1.1),
    begins=date(2022, 5, 1),
    requests=(
        (date(2022, 5, 1), 1.0),
        (date(2022, 8, 1), 1.5),
        (date(2023, 1, 1), 1.5),
        (date(2023, 4, 1), 0.8),
    ),
    appetite_in_distress=(
        (date(2022, 5, 1), 1.0),
        (date(2022, 8, 1), 2.0),
        (date(2023, 1, 15), 2.0),
        (date(2023, 3, 1), 1.0),
    ),
    approval=(
        (date(2022, 4, 30), 0.45),
        (date(2022, 5, 15), 0.86),
        (date(2023, 1, 31), 0.88),
        (date(2023, 3, 1), 0.40),
        (date(2023, 12, 31), 0.45),
    ),
)

# Intuit's applicants defaulted at 17 % [cited].
SUBPRIME = Preset(
    name="subprime",
    about="applicants that default nearly twice as often",
    parameters=replace(BASE, default_rate=0.17),
)

PRESETS = {
    preset.name: preset
    for preset in (
        Preset("base", "normal times: 9 % of applicants would default"),
        COVID,
        LOOSENED_POLICY,
        SUBPRIME,
    )
}


def preset_named(name: str) -> Preset:
    """The preset of that name; Refused, with the names there are, where there is none."""
    if name not in PRESETS:
        raise Refused(f'no world is called "{name}": choose one of {", ".join(PRESETS)}')
    return PRESETS[name]
