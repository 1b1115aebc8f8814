"""The sheet of one decision: self-contained HTML for screen and print.

As a PDF, Chinese is printed in whatever Chinese font the machine has; without one, take the HTML.
"""

from html import escape
from pathlib import Path
from string import Template

from pipelines.decision_sheet.facts import DecisionSheet, Figure, SheetReason
from pipelines.decision_sheet.waterfall import waterfall_svg

TEMPLATE = Path(__file__).with_name("sheet.html")
SYNTHETIC = "Synthetic data: this sheet is a demonstration and concerns nobody."
ANSWERS = {
    "approve": ("Approved", "批准"),
    "counter-offer": ("Approved for less than was asked", "批准较低的金额"),
    "refer": ("A person has to decide", "需要人工审核"),
    "decline": ("Declined", "未获批准"),
}
FIGURES = 3
"""Figures shown for each reason: those that raise the risk most."""


def sheet_html(sheet: DecisionSheet) -> str:
    """The sheet as one HTML page that loads nothing else; all text is escaped."""
    answer, answer_zh = ANSWERS[sheet.decision.decision]
    book = sheet.version.book
    notice = f'<p class="notice" role="note">{escape(SYNTHETIC)}</p>' if book.is_synthetic else ""
    facts = (
        f"{sheet.merchant}, application {sheet.decision.application_id} of "
        f"{sheet.applied_on.isoformat()}. {book.name}, as of {book.as_of.isoformat()}."
    )
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(f"Decision on application {sheet.decision.application_id}"),
        notice=notice,
        facts=escape(facts),
        answer=escape(answer),
        answer_zh=escape(answer_zh),
        offer=escape(_offer(sheet)),
        reasons=_reasons("Reasons", "原因", sheet.reasons) + _dearer(sheet),
        waterfall=waterfall_svg(sheet.base, sheet.groups, sheet.score),
        compared=escape(_compared(sheet)),
        foot=escape(_foot(sheet)),
    )


def _offer(sheet: DecisionSheet) -> str:
    decision, quote = sheet.decision, sheet.decision.quote
    asked = decision.requested_cents
    wanted = f"Asked for {_money(sheet, asked)}. " if asked else ""
    if quote is None:
        return f"{wanted}Nothing is offered."
    return (
        f"{wanted}Offered: {_money(sheet, quote.amount_cents)} in the {quote.tier} tier, "
        f"{_money(sheet, quote.finance_charge_cents)} of fees in all, APR {quote.apr:.2f} %."
    )


def _money(sheet: DecisionSheet, cents: int) -> str:
    return f"{sheet.decision.currency} {cents // 100:,}.{cents % 100:02d}"


def _dearer(sheet: DecisionSheet) -> str:
    title = "Why the price is not the lowest"
    return _reasons(title, "为什么不是最低价格", sheet.dearer) if sheet.dearer else ""


def _reasons(title: str, title_zh: str, reasons: tuple[SheetReason, ...]) -> str:
    heading = f'<h2>{escape(title)} <span lang="zh-Hans">{escape(title_zh)}</span></h2>'
    if not reasons:
        return f"{heading}\n<p>None: a plain approval needs no reason.</p>"
    items = "\n".join(map(_reason, reasons))
    return f"{heading}\n<ol>\n{items}\n</ol>"


def _reason(reason: SheetReason) -> str:
    figures = "".join(map(_figure, reason.figures[:FIGURES]))
    return (
        f"<li><strong>{escape(reason.statement)}</strong> ({escape(reason.code)})"
        f'<div lang="zh-Hans">{escape(reason.statement_zh)}</div>'
        + (f"<ul>{figures}</ul>" if figures else "")
        + "</li>"
    )


def _figure(figure: Figure) -> str:
    return (
        f"<li>{escape(figure.label)}: {escape(figure.value)}; half of all applications are at "
        f"{escape(figure.median)} or below</li>"
        if figure.median != "missing"
        else f"<li>{escape(figure.label)}: {escape(figure.value)}</li>"
    )


def _compared(sheet: DecisionSheet) -> str:
    n = "" if sheet.baseline_n is None else f", n = {sheet.baseline_n:,}"
    return (
        f"Compared with: {sheet.baseline.lower()}{n}. Base {sheet.base:.3f} and the parts add up "
        f"to the score {sheet.score:.3f} in log-odds, a probability of default of {sheet.pd:.2%}."
    )


def _foot(sheet: DecisionSheet) -> str:
    return (
        f"Model {sheet.model_id}. Policy {sheet.decision.policy_version}. Data version "
        f"{sheet.version.version_id}, content {sheet.version.content_hash[:12]}."
    )
