"""No forbidden column is an input of the model.

Purpose: show that the model sees catalogued features and admitted attributes only; a column that
gives the outcome away, or that must not be used, is not among them.
Mechanism: every input of the registered model is looked up: it must be a feature of the catalogue
or an imported attribute marked as usable, and none of the attributes marked as never a feature.
Signs of high risk: an input that nobody catalogued, an outcome under another name, a rating.
Strengths: complete; reads the registered model's own list of inputs.
Limitations: does not find proxies: a permitted feature can stand in for a forbidden one.
"""

from pipelines.features import catalogue
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.store import sql_text


def forbidden(case: Case) -> Result:
    """Count the model's inputs that are forbidden or not catalogued."""
    marked = dict(case.history.rows(sql_text(__file__, "sql/attributes.sql")))
    permitted = {feature.name for feature in catalogue()}
    permitted |= {name for name, is_feature in marked.items() if is_feature}
    kept_out = sorted(name for name, is_feature in marked.items() if not is_feature)
    faults = [name for name in case.model.features if name not in permitted]
    named = ", ".join(kept_out) or "none in this book"
    return Result(
        n=len(case.model.features),
        of="model inputs",
        violations=len(faults),
        found=f"attributes kept out: {named}",
        threshold="every input catalogued, none forbidden",
        examples=tuple(
            f"{name} is {'forbidden' if name in kept_out else 'not catalogued'}"
            for name in faults[:SHOWN]
        ),
    )
