"""A priced amount in words, from the record that machines get."""

from typing import Any


def price_words(record: dict[str, Any]) -> str:
    """The schedule and its cost, one instalment a line."""
    currency = record["currency"]
    lines = [
        f"{i['number']}  {i['due_on']}  {i['payment']:>12,.2f} = "
        f"{i['principal']:,.2f} principal + {i['fee']:,.2f} fee"
        for i in record["schedule"]
    ]
    return "\n".join(
        [
            f"{record['amount']:,.2f} {currency}, tier {record['tier'] or 'own rates'}",
            *lines,
            f"finance charge {record['finance_charge']:,.2f} {currency}, "
            f"total {record['total']:,.2f} {currency}, APR {record['apr']:.4f} %",
        ]
    )
