"""How losses hang together: the loss model's policy file and the variants one may ask for."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pipelines.toml_section import read_document

SECTIONS = {"loss_model", "correlation", "t_copula", "lgd"}

Factors = Literal["one", "multi"]
Copula = Literal["gaussian", "t"]
MOST_DEGREES = 200


@dataclass(frozen=True)
class LossModel:
    """The loss model in force; `version` is its number and the digest of its file.

    `market`, `industry` and `region` are the shares of the variance of a merchant's asset return
    that it has in common with all merchants, with its industry and with its region. `degrees` of
    freedom belong to the t copula. `lgd_sd` is the standard deviation of a random LGD,
    `lgd_systematic` the share of its variance that moves with the merchant's factors.
    """

    version: str
    effective_on: date
    author: str
    reason: str
    market: float
    industry: float
    region: float
    degrees: int
    lgd_sd: float
    lgd_systematic: float


@dataclass(frozen=True)
class Variant:
    """What to simulate: factors, copula, and whether a defaulted merchant's LGD is random.

    `correlation` replaces the policy's mean correlation between two loans of the book, such as by
    the book's own estimate; sectors then keep their policy's part of it.
    """

    factors: Factors = "multi"
    copula: Copula = "gaussian"
    random_lgd: bool = False
    correlation: float | None = None


def load_loss_model(path: Path) -> LossModel:
    """Read the loss model at `path`.

    Raises Refused, naming the file, the section and the key, when the file cannot be read, a key is
    missing, unknown or out of range, or the shares leave nothing of a merchant's own.
    """
    document = read_document(path, SECTIONS, what="loss model", variable="PAYLATER_LOSS_MODEL")
    head, shared = document.section("loss_model"), document.section("correlation")
    copula, lgd = document.section("t_copula"), document.section("lgd")
    model = LossModel(
        version=f"{head.whole('version', 1)}-{document.digest}",
        effective_on=head.day("effective_on"),
        author=head.text("author"),
        reason=head.text("reason"),
        market=shared.number("market", 0, 0.99),
        industry=shared.number("industry", 0, 0.99),
        region=shared.number("region", 0, 0.99),
        degrees=copula.whole("degrees", 2),
        lgd_sd=lgd.number("sd", 0, 0.5),
        lgd_systematic=lgd.number("systematic", 0, 1),
    )
    for section in (head, shared, copula, lgd):
        section.finish()
    if model.market + model.industry + model.region > 0.99:
        raise shared.refused("market", "with industry and region exceeds 0.99; lower one of them")
    if model.degrees > MOST_DEGREES:
        raise copula.refused("degrees", f"must be {MOST_DEGREES} at most: it is then Gaussian")
    return model
