"""A policy as the document its file holds, so that a draft is checked by the same reader."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import Refused
from pipelines.offers.policy import load_policy
from pipelines.offers.terms import Policy

Document = dict[str, Any]
BARE_KEY = re.compile("[A-Za-z0-9_-]+")


def policy_document(policy: Policy) -> Document:
    """The sections of the policy's file; amounts in units of currency."""
    return {
        "policy": {
            "version": policy.number,
            "effective_on": policy.effective_on,
            "author": policy.author,
            "reason": policy.reason,
        },
        "default": asdict(policy.default),
        "eligibility": _units(asdict(policy.eligibility)),
        "limit": _units(asdict(policy.limit)),
        "portfolio": _units(asdict(policy.portfolio)),
        "checkout": asdict(policy.checkout),
        "grey_band": {"pd_up_to": policy.grey_band_pd},
        "grades": {grade.name: grade.pd_up_to for grade in policy.grades},
        "tiers": {
            tier.name: {"pd_up_to": tier.pd_up_to, "monthly_rates": list(tier.monthly_rates)}
            for tier in policy.tiers
        },
        "economics": asdict(policy.economics),
        "take_up": {"apr": list(policy.take_up.aprs), "share": list(policy.take_up.shares)},
        "alternatives": _units(asdict(policy.alternatives)),
    }


def policy_toml(sections: Mapping[str, Any], prefix: str = "") -> str:
    """The document as TOML: plain keys first, then the sections within."""
    plain = {_toml_key(key): v for key, v in sections.items() if not isinstance(v, dict)}
    lines = [f"{key} = {_toml_value(value)}" for key, value in plain.items()]
    parts = ["\n".join(lines)] if lines else []
    for key, inner in sections.items():
        if isinstance(inner, dict):
            name = f"{prefix}{_toml_key(key)}"
            body = policy_toml(inner, f"{name}.")
            nested = all(isinstance(v, dict) for v in inner.values())
            parts.append(body if nested else f"[{name}]\n{body}")
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def policy_from_text(text: str) -> Policy:
    """Read the policy in `text` as its file would be read; Refused with the same words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft"
        path.write_text(text, encoding="utf-8")
        try:
            return load_policy(path)
        except Refused as refusal:
            words = str(refusal).removeprefix(f"{path}: ").replace(str(path), "the policy")
            raise Refused(words) from refusal


def _units(values: Mapping[str, Any]) -> Document:
    """Amounts from cents to units of currency, their names without the suffix."""
    return {
        key.removesuffix("_cents"): _plain(v / 100) if key.endswith("_cents") else v
        for key, v in values.items()
    }


def _plain(amount: float) -> float | int:
    return int(amount) if float(amount).is_integer() else amount


def _toml_key(key: str) -> str:
    return key if BARE_KEY.fullmatch(key) else _toml_value(key)


def _toml_value(value: Any) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml_value(item) for item in value)}]"
    return repr(value)
