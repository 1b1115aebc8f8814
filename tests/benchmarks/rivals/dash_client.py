"""A Dash app used as a browser uses it: its layout fetched, its callbacks posted, answers kept."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

Spot = tuple[str, str]
"""A component's id and one of its properties."""


@dataclass
class DashClient:
    """What the page holds; `largest_chart` is the longest figure received, in bytes of JSON."""

    app: Any
    values: dict[Spot, Any] = field(default_factory=dict)
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    layout_bytes: int = 0
    largest_chart: int = 0
    refused: int = 0

    def open(self) -> None:
        """Fetch the layout and the list of callbacks, as a page does first."""
        self._http = self.app.server.test_client()
        layout = self._http.get("/_dash-layout").data
        self.layout_bytes = len(layout)
        self._keep_layout(json.loads(layout))
        listed = json.loads(self._http.get("/_dash-dependencies").data)
        self.callbacks = [callback for callback in listed if not _is_pattern(callback)]

    def first_render(self) -> float:
        """Seconds of all callbacks that run by themselves when the page opens."""
        waiting = [c for c in self.callbacks if not c.get("prevent_initial_call")]
        return sum(self._post(callback, changed=None) for callback in waiting)

    def change(self, spot: Spot, value: Any) -> float:
        """Seconds of all callbacks that follow from one change, none of them side by side."""
        self.values[spot] = value
        return sum(self._post(callback, changed=spot) for callback in self.listening(spot))

    def listening(self, spot: Spot) -> list[dict[str, Any]]:
        """The callbacks that run when that property changes."""
        return [c for c in self.callbacks if spot in map(_spot, c["inputs"])]

    def _post(self, callback: dict[str, Any], changed: Spot | None) -> float:
        outputs = [_named(output) for output in callback["output"].strip(".").split("...")]
        body = {
            "output": callback["output"],
            "outputs": outputs if callback["output"].startswith("..") else outputs[0],
            "inputs": [self._told(wanted) for wanted in callback["inputs"]],
            "state": [self._told(wanted) for wanted in callback["state"]],
            "changedPropIds": [".".join(changed)] if changed else [],
        }
        started = time.perf_counter()
        reply = self._http.post("/_dash-update-component", json=body)
        seconds = time.perf_counter() - started
        self.refused += reply.status_code not in (200, 204)
        if reply.status_code == 200:
            self._keep_answer(json.loads(reply.data).get("response", {}))
        return seconds

    def _told(self, wanted: dict[str, str]) -> dict[str, Any]:
        return {**wanted, "value": self.values.get(_spot(wanted))}

    def _keep_answer(self, response: dict[str, dict[str, Any]]) -> None:
        for name, properties in response.items():
            for key, value in properties.items():
                self._keep((name, key), value)

    def _keep_layout(self, part: Any) -> None:
        """Remember every property of every component that has a name."""
        if isinstance(part, list):
            for item in part:
                self._keep_layout(item)
        elif isinstance(part, dict):
            properties = part.get("props", {})
            for key, value in properties.items():
                if key != "children" and isinstance(properties.get("id"), str):
                    self._keep((properties["id"], key), value)
                self._keep_layout(value)

    def _keep(self, spot: Spot, value: Any) -> None:
        self.values[spot] = value
        if spot[1] == "figure":
            self.largest_chart = max(self.largest_chart, len(json.dumps(value)))


def _is_pattern(callback: dict[str, Any]) -> bool:
    """Whether it is for components that are drawn later, known by a pattern of names."""
    return any("{" in str(p["id"]) for p in callback["inputs"]) or "{" in callback["output"]


def _spot(wanted: dict[str, str]) -> Spot:
    return wanted["id"], wanted["property"]


def _named(output: str) -> dict[str, str]:
    name, _, key = output.rpartition(".")
    return {"id": name, "property": key}
