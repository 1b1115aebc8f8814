"""What limits cost, in words."""

from pipelines.simulation.pricing.optimum import Optimum, ShadowPrice

TOLD = 3
UNIT = 1_000
"""The step of money in which a limit's price is told, in units of currency."""


def prices_in_words(optimum: Optimum, currency: str) -> list[str]:
    """A sentence for each limit that costs something, then one for those that do not.

    Of limits of one kind the three dearest are told, and how many more there are. Prices hold at
    the margin: for a step that is small beside the limit; a limit of 0 has none to tell.
    """
    prices = optimum.shadow_prices
    if not prices:
        return ["No limit was set: every offer that earns anything is made."]
    closed = [price.name for price in prices if _is_closed(price)]
    told = [_closed(closed)] if closed else []
    open_ = [price for price in prices if not _is_closed(price)]
    told += _binding([price for price in open_ if price.is_binding], currency)
    free = [price.name for price in open_ if not price.is_binding]
    return [*told, _costs_nothing(free)] if free else told


def _binding(prices: list[ShadowPrice], currency: str) -> list[str]:
    told = []
    for kind in dict.fromkeys(price.kind for price in prices):
        same = sorted((p for p in prices if p.kind == kind), key=lambda p: p.price, reverse=True)
        told += [_sentence(price, currency) for price in same[:TOLD]]
        if len(same) > TOLD:
            told.append(f"So do {len(same) - TOLD} more of that kind, for less.")
    return told


def nothing_in_words(optimum: Optimum) -> str:
    """Why nothing is lent."""
    menu = optimum.portfolio.problem.menu
    if not (menu.profit > 0).any():
        return "No offer on the menu earns anything: the best is to lend nothing."
    return "Some offers would earn, but the limits leave no room for any of them."


def _sentence(price: ShadowPrice, currency: str) -> str:
    thousand, earned = f"{UNIT:,} {currency}", f"{price.price * UNIT:,.2f} {currency}"
    cents = f"{price.price / 100:,.2f} {currency}"
    if price.kind == "budget":
        return f"One more {thousand} of budget would earn {earned}."
    if price.kind == "loss":
        return f"Allowing {thousand} more of expected loss would earn {earned}."
    if price.kind == "share":
        return f"{_first(price.name)} is used up: {thousand} more of it would earn {earned}."
    if price.kind == "loans":
        return f"One more loan would earn {cents}."
    if price.at_most < 0:
        return f"{_first(price.name)} costs {cents} for each approval it asks for."
    return f"{_first(price.name)} binds: {_against(price, currency)}"


def _against(price: ShadowPrice, currency: str) -> str:
    """A floor against the best group is in approval rates: a point is a hundredth."""
    return (
        f"a point less of approval rate asked for would earn {price.price / 1e4:,.2f} {currency}."
    )


def _is_closed(price: ShadowPrice) -> bool:
    """Whether it allows nothing at all: what a first unit would earn, its price does not say."""
    return price.kind in ("budget", "loss", "share", "loans") and price.at_most == 0


def _closed(names: list[str]) -> str:
    if len(names) == 1:
        return f"{_listed(names)} is 0: no offer under it can be made."
    return f"{_listed(names)} are 0: no offer under them can be made."


def _costs_nothing(names: list[str]) -> str:
    verb = "does" if len(names) == 1 else "do"
    cost = "costs" if len(names) == 1 else "cost"
    return f"{_listed(names)} {verb} not bind and {cost} nothing."


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    return f"{_first(', '.join(names[:TOLD]))}{more}"


def _first(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
