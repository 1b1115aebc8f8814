"""People on the pages: each has a session of its own and opens one page after another.

`python -m tests.benchmarks.people PORT PEOPLE THINK_SECONDS SECONDS` prints its p95.
"""

import random
import sys
import threading
import time

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PAGES = ("overview", "portfolio", "applicants", "merchant", "checkout", "explain", "data")


def use_pages(port: int, people: int, think: float, seconds: float) -> list[float]:
    """The seconds that each page took to run, for everybody, in `seconds` of use."""
    taken: list[float] = []
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_person, args=(port, number, think, until, taken))
        for number in range(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _person(port: int, number: int, think: float, until: float, taken: list[float]) -> None:
    chance = random.Random(number)
    time.sleep(chance.uniform(0, think))
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        while time.monotonic() < until:
            asked = BackMsg()
            asked.rerun_script.page_name = chance.choice(PAGES)
            started = time.perf_counter()
            socket.send(asked.SerializeToString())
            _wait_for_end(socket)
            taken.append(time.perf_counter() - started)
            time.sleep(chance.uniform(0, 2 * think))


def _wait_for_end(socket) -> None:
    while True:
        message = ForwardMsg.FromString(socket.recv(timeout=120))
        if message.WhichOneof("type") == "script_finished":
            return


if __name__ == "__main__":
    port, people, think, seconds = sys.argv[1:]
    found = use_pages(int(port), int(people), float(think), float(seconds))
    print(f"{np.percentile(found, 95):.3f} {len(found)}")
