"""The proofs a reviewer asks for, in the order in which they are read."""

import sys
from collections.abc import Callable

from pipelines.features import feature_frame
from pipelines.model import champion
from pipelines.review.additivity import additivity
from pipelines.review.contract import contract
from pipelines.review.flip_test import flip_test
from pipelines.review.forbidden import forbidden
from pipelines.review.loan_book import loan_book
from pipelines.review.missing_values import missing_values
from pipelines.review.model_file import model_file
from pipelines.review.monotonicity import monotonicity
from pipelines.review.permutation_agreement import permutation_agreement
from pipelines.review.point_in_time import point_in_time
from pipelines.review.proof import Case, Proof, Result
from pipelines.review.randomised_model import randomised_model
from pipelines.review.reason_coverage import reason_coverage
from pipelines.review.reason_stability_draws import reason_stability_draws
from pipelines.review.reason_stability_training import reason_stability_training
from pipelines.review.reproduction import reproduction
from pipelines.review.row_accounting import row_accounting
from pipelines.settings import Settings
from pipelines.store import History


def _proof(title: str, run: Callable[[Case], Result]) -> Proof:
    """One entry; its document is the docstring of the module that defines `run`."""
    document = sys.modules[run.__module__].__doc__ or ""
    return Proof(run.__name__, title, document, run)


CHECKLIST = (
    _proof("Contributions add up to the score", additivity),
    _proof("Stored scores are the champion's", reproduction),
    _proof("The score follows the expected directions", monotonicity),
    _proof("Missing never counts as good", missing_values),
    _proof("Answers have governed reasons", reason_coverage),
    _proof("The stated reasons decided", flip_test),
    _proof("Reasons hold over draws of a baseline", reason_stability_draws),
    _proof("Reasons hold over trainings", reason_stability_training),
    _proof("Two methods rank the drivers alike", permutation_agreement),
    _proof("A random model is explained differently", randomised_model),
    _proof("No forbidden input", forbidden),
    _proof("Model files are unchanged", model_file),
    _proof("Data contract holds", contract),
    _proof("Imported rows are accounted for", row_accounting),
    _proof("The loan book adds up", loan_book),
    _proof("Features see the past only", point_in_time),
)


def case_for(settings: Settings, history: History) -> Case:
    """The champion and what it scored; Refused where there is no champion or no features yet."""
    return Case(settings, history, champion(settings), feature_frame(history))


def run_proofs(case: Case) -> dict[str, Result]:
    """Run the whole checklist; results by the proofs' names."""
    return {proof.name: proof.run(case) for proof in CHECKLIST}
