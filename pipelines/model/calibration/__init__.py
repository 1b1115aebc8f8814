"""From the model's log-odds to a probability of default that means what it says."""

from pipelines.model.calibration.beta import Beta, fit_beta
from pipelines.model.calibration.choice import (
    FITS,
    Calibration,
    CalibrationTrial,
    calibration_trials,
    chosen_kind,
    cross_fitted_pd,
    from_record,
    to_record,
)
from pipelines.model.calibration.isotonic import Isotonic, fit_isotonic
from pipelines.model.calibration.platt import Platt, fit_platt

__all__ = [
    "FITS",
    "Beta",
    "Calibration",
    "CalibrationTrial",
    "Isotonic",
    "Platt",
    "calibration_trials",
    "chosen_kind",
    "cross_fitted_pd",
    "fit_beta",
    "fit_isotonic",
    "fit_platt",
    "from_record",
    "to_record",
]
