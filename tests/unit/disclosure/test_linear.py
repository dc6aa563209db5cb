"""Programs are solved again from where they were, and moves are whole."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from seuranta.disclosure.linear import Program, cheapest_in_whole_numbers
from seuranta.disclosure.proving.core import core_of, is_move
from seuranta.disclosure.proving.finding import Finder, Prover
from seuranta.disclosure.proving.moves import Part

ENDLESS = np.inf


def total_of_three() -> Part:
    """20 = 3 + 9 + 8, the last of which nobody prints."""
    values = np.array([20.0, 3.0, 9.0, 8.0])
    return Part(np.arange(4), csc_array(np.array([[-1.0, 1.0, 1.0, 1.0]])), values, np.zeros(4), np.zeros(4), np.full(4, ENDLESS))


def test_a_program_answers_one_question_after_another() -> None:
    program = Program(csc_array(np.array([[1.0, 1.0]])), (np.array([4.0]), np.array([4.0])), (np.zeros(2), np.full(2, ENDLESS)))
    for prices, answer in (([1.0, 0.0], [0.0, 4.0]), ([-1.0, 0.0], [4.0, 0.0])):
        program.price(np.array(prices))
        found = program.solve()
        assert found is not None
        assert found.tolist() == answer
    program.bound(np.array([5.0]), np.array([5.0]), np.array([0]))
    assert program.solve() is None


def test_what_has_no_end_has_no_answer() -> None:
    program = Program(csc_array(np.array([[1.0, -1.0]])), (np.zeros(1), np.zeros(1)), (np.zeros(2), np.full(2, ENDLESS)))
    program.price(np.array([-1.0, 0.0]))
    assert program.solve() is None
    program.price(np.array([1.0, 0.0]))
    assert program.solve() is not None


def test_a_core_gives_what_it_left_out_back() -> None:
    part = total_of_three()
    core = core_of(part, np.array([False, False, False, True]), part.values)
    assert core.kept.tolist() == [0, 1, 2]
    move = core.whole_move(np.array([0.0, 2.0, 1.0]))
    assert move is not None
    assert move.tolist() == [0.0, 2.0, 1.0, -3.0]
    assert core.whole_move(np.array([0.0, 0.5, 0.0])) is None


def test_the_cheapest_move_goes_through_what_is_free_and_never_below_nothing() -> None:
    part, free = total_of_three(), np.array([False, True, False, True])
    finder = Finder(part, free, np.array([False, True, False, False]), np.ones(4, bool), np.array([50.0, 1.0, 3.0, 0.0]), upwards=True)
    near, far = finder.cheapest(1, 2.0), finder.cheapest(1, 30.0)
    assert near is not None
    assert near.tolist() == [0.0, 2.0, 0.0, -2.0]
    assert far is not None
    assert far.tolist() == [13.0, 30.0, -9.0, -8.0]
    assert is_move(part, far)


def test_free_cells_prove_what_they_can_and_no_more() -> None:
    part, free = total_of_three(), np.array([False, True, False, True])
    targets, distance = np.array([False, True, False, False]), np.array([0.0, 2.0, 0.0, 0.0])
    [(move, reached)] = Prover(part, free & ~targets, upwards=True).prove(free, targets, distance)
    assert (move.tolist(), reached.tolist()) == ([0.0, 2.0, 0.0, -2.0], targets.tolist())
    assert Prover(part, free & ~targets, upwards=True).prove(free, targets, 5 * distance) == []


def test_whole_numbers_are_found_where_halves_would_be_cheaper() -> None:
    matrix, columns, prices = csc_array([[2.0, 3.0]]), (np.zeros(2), np.full(2, np.inf)), np.ones(2)
    seven = np.array([7.0])
    found = cheapest_in_whole_numbers(matrix, (seven, seven), columns, prices, 100)
    assert found is not None
    assert found.tolist() == [2.0, 1.0]


def test_that_no_whole_numbers_fit_is_said() -> None:
    one = np.array([1.0])
    assert cheapest_in_whole_numbers(csc_array([[2.0, 4.0]]), (one, one), (np.zeros(2), np.full(2, 9.0)), np.ones(2), 100) is None
