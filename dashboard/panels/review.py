"""The parts of the Review page: cards, checklist of proofs, reasons, document."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.findings import review as says
from dashboard.panels.groups import show_groups
from dashboard.panels.sign_off import show_findings, show_sign_off
from dashboard.queries import review
from pipelines.model import Manifest
from pipelines.review import CHECKLIST, Proof, Result, evidence
from pipelines.store import Version

ICONS = {
    "pass": ":green[:material/check_circle:]",
    "fail": ":red[:material/cancel:]",
    "not judged": ":gray[:material/do_not_disturb_on:]",
}


def run_proofs(version_id: str, model_id: str) -> dict[str, Result]:
    """Run the checklist behind a bar that says which proof is being run, or read it back."""
    slot = st.empty()

    def report(done: float, what: str) -> None:
        slot.progress(done, f"Proving: {what}")

    results = review.proofs(version_id, model_id, report)
    slot.empty()
    return results


def show_parts(version: Version, champion: Manifest, results: Mapping[str, Result]) -> None:
    """The tabs of a review, from the proofs to the signature."""
    page.tabs(
        {
            "Proofs": lambda _: show_checklist(results),
            "Reasons": show_reasons,
            "Groups": show_groups,
            "Findings": lambda _: show_findings(champion.model_id),
            "Document": lambda _: show_document(version, champion, results),
            "Sign-off": lambda _: show_sign_off(_record(version, champion, results), results),
        },
        version.version_id,
    )


def show_cards(results: Mapping[str, Result]) -> None:
    """The state of the review in four numbers."""
    verdicts = [result.verdict for result in results.values()]
    failed = verdicts.count("fail")
    findings, signed = review.findings(), review.sign_offs()
    high = sum(finding.severity == "high" for finding in findings)
    page.cards(
        [
            page.Card("Proofs that hold", f"{verdicts.count('pass')} of {len(verdicts)}"),
            page.Card(
                "Failed",
                formats.count(failed),
                tone="act" if failed else "neutral",
                change="look into these" if failed else None,
            ),
            page.Card(
                "Findings",
                formats.count(len(findings)),
                change=f"{high} of high severity" if findings else None,
                tone="act" if high else "neutral",
            ),
            page.Card(
                "Last sign-off",
                signed[0].verdict.capitalize() if signed else "None",
                change=f"{signed[0].actor}, {formats.day(signed[0].signed_at)}" if signed else None,
            ),
        ]
    )


def show_checklist(results: Mapping[str, Result]) -> None:
    """Every proof with verdict, threshold, n and evidence; the failed ones are open."""
    page.finding(says.verdict(results))
    rows = pd.DataFrame(
        [{"proof": proof.title, **results[proof.name].to_json()} for proof in CHECKLIST]
    )
    page.titled("Checklist of proofs", rows.assign(examples=rows["examples"].map(list)), "proofs")
    for proof in CHECKLIST:
        _show_proof(proof, results[proof.name])


def _show_proof(proof: Proof, result: Result) -> None:
    amount = f"{formats.count(result.n)} {result.of}"
    label = f"{ICONS[result.verdict]} **{proof.title}** · {amount}"
    with st.expander(label, expanded=result.verdict == "fail"):
        st.markdown(
            f"**{says.VERDICT_WORDS[result.verdict]}**, "
            f"{formats.plural(result.violations, 'violation')} in {formats.markdown(amount)}. "
            f"Found: {formats.markdown(result.found)}. "
            f"Threshold: {formats.markdown(result.threshold)}."
        )
        if result.examples:
            lines = "\n".join(f"- {formats.markdown(example)}" for example in result.examples)
            st.markdown(f"First of them:\n{lines}")
        text = "  \n".join(
            f"*{heading}.* {formats.markdown(body[:1].upper() + body[1:])}"
            for heading, body in proof.sections().items()
        )
        st.caption(text)


def show_reasons(version_id: str) -> None:
    """The governed statements and how many applications each was given to."""
    table, answers = review.reasons(version_id), review.answers(version_id)
    page.finding(says.reasons(table, answers))
    page.titled("Reason statements", table, "reason-statements")
    page.table(
        table,
        {
            "code": columns.text("Code", pinned=True),
            "group": columns.text("Speaks for"),
            "applications": columns.count("Given to", help="Applications not plainly approved"),
            "first": columns.count("As first reason"),
            "features": columns.count("Features behind it", help="None: a rule of the policy"),
            "statement": columns.text("Statement", width="large"),
            "owner": columns.text("Owner"),
            "effective_on": columns.day("Effective from"),
        },
        alt="Reason statements with their coverage",
        height="content",
    )


def _record(version: Version, model: Manifest, results: Mapping[str, Result]) -> dict[str, Any]:
    return evidence(model, version, review.policy_version(), results)


def show_document(version: Version, model: Manifest, results: Mapping[str, Result]) -> None:
    """What is signed: the evidence with its hashes, to keep."""
    record = _record(version, model, results)
    st.markdown(
        "What a sign-off refers to. The record closes with the SHA-256 of all that stands in it; a "
        "sign-off repeats that digest, so that a copy can be checked against what was signed."
    )
    facts = {
        "Model": f"{record['model_id']}, SHA-256 `{record['model_sha256']}`",
        "Trained on": f"version {record['trained_on']}, code {record['code_version']}",
        "Scored history": f"version {record['history_version']}",
        "Imported content": f"`{record['history_content']}`",
        "Policy": record["policy_version"],
        "Record": f"`{record['sha256']}`",
    }
    st.table(facts, border="horizontal")
    st.download_button(
        "Evidence (JSON)",
        json.dumps(record, indent=2, ensure_ascii=False),
        f"review-{model.model_id}-{version.version_id}.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
    )
