"""Which suppliers a scenario stops, and how much each merchant depends on them."""

from collections import defaultdict

from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.stress.histories import Histories, StoppedSuppliers
from pipelines.portfolio.stress.scenarios import Scenario, SupplierStop
from pipelines.store import sql_text


def stopped_suppliers(
    histories: Histories, scenario: Scenario, loans: OpenLoans
) -> tuple[StoppedSuppliers, str]:
    """The suppliers that a scenario stops and the merchants' dependence, and how they were chosen.

    Nothing where the scenario stops none.
    """
    stop = scenario.suppliers
    if stop is None:
        return StoppedSuppliers(), ""
    suppliers, note = _of_country(histories, stop)
    if not suppliers:
        suppliers, note = _largest(loans, stop)
    rows = histories.rows(sql_text(__file__, "sql/dependence.sql"), {"supplier_ids": suppliers})
    return StoppedSuppliers(tuple(suppliers), dict(rows)), note


def _of_country(histories: Histories, stop: SupplierStop) -> tuple[list[str], str]:
    """The suppliers whose requests state the country."""
    stated = {"name": stop.country_attribute, "country": stop.country}
    rows = histories.rows(sql_text(__file__, "sql/suppliers_of_country.sql"), stated)
    found = [supplier for (supplier,) in rows]
    return found, f"{len(found):,} suppliers are stated to be of {stop.country}."


def _largest(loans: OpenLoans, stop: SupplierStop) -> tuple[list[str], str]:
    """The largest suppliers by open balance that together hold the share asked for."""
    owed: defaultdict[str, int] = defaultdict(int)
    for supplier, cents in zip(loans.supplier_id, loans.balance_cents, strict=True):
        if supplier is not None:
            owed[supplier] += int(cents)
    total, held, chosen = int(loans.balance_cents.sum()), 0, []
    for supplier in sorted(owed, key=lambda name: (-owed[name], name)):
        if held >= stop.largest_share * total:
            break
        chosen.append(supplier)
        held += owed[supplier]
    if not chosen:
        return [], "The book names no supplier of its loans, so nothing can stop."
    return chosen, (
        f"The book states no supplier's country, so the {len(chosen):,} largest of "
        f"{len(owed):,} suppliers, with {held / total:.0%} of the balance, stand for it."
    )
