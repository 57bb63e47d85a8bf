"""Work in small parts: each turn of the loop is limited, and every part gets its turn."""

from __future__ import annotations

import asyncio

from ongoing_desktop.listener.turns import TURN_S, Rounds


def test_parts_are_done_in_order_and_a_turn_ends_when_its_time_is_over() -> None:
    async def trip() -> tuple[list[str], int]:
        now, done, turns = 0.0, [], 0
        ended = asyncio.Event()
        rounds = Rounds(clock=lambda: now)
        left = {"a": 3, "b": 2, "c": 1}

        def part(name: str) -> None:
            nonlocal now
            now += TURN_S / 2
            done.append(name)
            left[name] -= 1
            if left[name]:
                rounds.add(lambda: part(name))
            if not any(left.values()):
                ended.set()

        def count() -> None:
            nonlocal turns
            turns += 1
            if not ended.is_set():
                asyncio.get_running_loop().call_soon(count)

        for name in left:
            rounds.add(lambda name=name: part(name))  # type: ignore[misc]
        asyncio.get_running_loop().call_soon(count)
        await ended.wait()
        return done, turns

    done, turns = asyncio.run(trip())
    assert done == ["a", "b", "c", "a", "b", "a"]
    assert turns >= 3


def test_a_part_that_fails_takes_no_other_with_it() -> None:
    async def trip() -> list[str]:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        rounds, done, ended = Rounds(), [], asyncio.Event()
        rounds.add(lambda: done.append(str(1 // 0)))
        rounds.add(lambda: (done.append("next"), ended.set()))
        await ended.wait()
        return done

    assert asyncio.run(trip()) == ["next"]
