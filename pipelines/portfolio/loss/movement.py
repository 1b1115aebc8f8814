"""The movement of the allowance over one month, line by line and stage by stage, to the cent."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.errors import Refused
from pipelines.offers import Policy
from pipelines.portfolio.loss.allowance import stages
from pipelines.portfolio.loss.default_counts import Ints
from pipelines.portfolio.loss.movement_lines import AllowanceMovement, Postings, by_stage
from pipelines.portfolio.loss.open_loans import Standing, Words, last_month_end, standing
from pipelines.portfolio.loss.term_structure import TermStructure, term_structure
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

IN_DEFAULT_STAGE = 2


@dataclass(frozen=True)
class MonthFlows:
    """Charge-offs and recoveries of one month by loan, in order of loan id."""

    loan_id: Words
    charged_off_cents: Ints
    recovered_cents: Ints


def allowance_movement(
    reader: Reader, policy: Policy, *, closed_on: date | None = None
) -> AllowanceMovement | None:
    """The movement over the month that ends at `closed_on`, by default the panel's last month.

    None without a panel. Raises Refused for a day that is not the last of a month.
    """
    closing = closed_on or last_month_end(reader)
    if closing is None:
        return None
    after = standing(reader, policy.economics, closing)
    return movement_to(reader, policy, after, term_structure(reader, policy.economics, closing))


def movement_to(
    reader: Reader, policy: Policy, after: Standing, estimated: TermStructure
) -> AllowanceMovement:
    """The movement to a month-end that has been read already, over the month before it."""
    closing, economics = after.as_of, policy.economics
    if (closing + timedelta(days=1)).day != 1:
        raise Refused(f"{closing} ends no month: ask for the movement at a month-end")
    opening = closing.replace(day=1) - timedelta(days=1)
    before = standing(reader, economics, opening)
    estimated_before = term_structure(reader, economics, opening)
    return movement(before, estimated_before, after, estimated, month_flows(reader, closing))


def month_flows(reader: Reader, month_end: date) -> MonthFlows:
    """What was charged off and recovered in the month that ends then."""
    rows = reader.arrow(sql_text(__file__, "sql/month_flows.sql"), {"month_end": month_end})
    return MonthFlows(**{name: rows[name].to_numpy() for name in rows.column_names})


def movement(
    before: Standing,
    estimated_before: TermStructure,
    after: Standing,
    estimated_after: TermStructure,
    flows: MonthFlows,
) -> AllowanceMovement:
    """The movement between two month-ends a month apart, given the month's flows."""
    was, now = before.under(estimated_before), after.under(estimated_after)
    carried = after.under(estimated_before).allowance_cents
    opening, closing = was.allowance_cents, now.allowance_cents
    stage_was, stage_now = stages(was) - 1, stages(now) - 1
    still_at, place = _place_in(was.loan_id, now.loan_id), _place_in(now.loan_id, was.loan_id)
    posted = Postings()
    _post_gone(
        posted, was.loan_id[still_at < 0], stage_was[still_at < 0], opening[still_at < 0], flows
    )
    stays = still_at[still_at >= 0]
    _post_stays(
        posted,
        stage_was[still_at >= 0],
        stage_now[stays],
        opening[still_at >= 0],
        carried[stays],
        after.status[stays] - before.status[still_at >= 0],
    )
    posted.post("originated", stage_now[place < 0], carried[place < 0])
    posted.post("parameters", stage_now, closing - carried)
    _post_use(posted, flows)
    return AllowanceMovement(
        opened_on=was.as_of,
        closed_on=now.as_of,
        opening=by_stage(stage_was, opening),
        lines=posted.lines(),
        closing=by_stage(stage_now, closing),
    )


def _post_gone(
    posted: Postings, loan_id: Words, stage: Ints, opening: Ints, flows: MonthFlows
) -> None:
    """Loans no longer open: written off by way of stage 3, or repaid."""
    lost = flows.loan_id[flows.charged_off_cents > 0]
    is_lost = _place_in(loan_id, lost) >= 0
    in_default = np.full(int(is_lost.sum()), IN_DEFAULT_STAGE)
    posted.transfer(stage[is_lost], in_default, opening[is_lost])
    posted.post("shortfall", in_default, -opening[is_lost])
    posted.post("repaid", stage[~is_lost], -opening[~is_lost])


def _post_stays(
    posted: Postings, was: Ints, now: Ints, opening: Ints, carried: Ints, later: Ints
) -> None:
    """Loans open at both ends, by how many statuses `later` they stand."""
    posted.transfer(was, now, opening)
    for line, moved in (
        ("worsened", later > 0),
        ("improved", later < 0),
        ("paid_down", later == 0),
    ):
        posted.post(line, now[moved], (carried - opening)[moved])


def _post_use(posted: Postings, flows: MonthFlows) -> None:
    """Write charge-offs off the allowance and take recoveries up, both first charged to income."""
    stage = np.full(len(flows.loan_id), IN_DEFAULT_STAGE)
    posted.post("shortfall", stage, flows.charged_off_cents - flows.recovered_cents)
    posted.post("charged_off", stage, -flows.charged_off_cents)
    posted.post("recovered", stage, flows.recovered_cents)


def _place_in(loan_id: Words, among: Words) -> Ints:
    """Where each loan stands in another list of loans; -1 where it does not."""
    values, found = pa.array(loan_id, pa.string()), pa.array(among, pa.string())
    places: Ints = pc.index_in(values, value_set=found).fill_null(-1).to_numpy()
    return places
