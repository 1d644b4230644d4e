"""Writers wait in line: one at a time, first come first served, and nobody who gave up is given the turn."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from graph.store.queueing import Queue


def test_the_turn_is_given_in_the_order_of_coming_and_to_one_at_a_time() -> None:
    queue, order, within = Queue(), list[int](), list[int]()

    def work(number: int) -> None:
        with queue.turn(10) as came:
            assert came
            within.append(number)
            assert within == [number]
            time.sleep(0.002)
            within.remove(number)
            order.append(number)

    with queue.turn(1):
        threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
        for number, thread in enumerate(threads):
            thread.start()
            while len(queue._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(12))


def test_who_gave_up_is_passed_over_and_nobody_waits_for_ever() -> None:
    queue = Queue()
    with queue.turn(1) as first:
        assert first
        with queue.turn(0.01) as second:
            assert not second
    with queue.turn(0.01) as third:
        assert third


def test_giving_up_in_the_moment_of_ones_turn_loses_no_turn() -> None:
    queue, came = Queue(), list[bool]()

    def work() -> None:
        for _ in range(300):
            with queue.turn(0.0002) as mine:
                came.append(mine)

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(work) for _ in range(6)]:
            done.result()
    assert len(came) == 1800
    with queue.turn(0) as free:
        assert free


def test_a_turn_that_ends_in_an_error_is_passed_on() -> None:
    queue = Queue()
    try:
        with queue.turn(1):
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with queue.turn(0) as came:
        assert came
