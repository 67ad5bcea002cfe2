"""When evidence is enough: the operating points, and the switch of the learned model."""

import itertools

import numpy as np
import pytest

from assistant import understand
from assistant.sufficiency import Calibration, OperatingPoint, Sufficiency, read_calibrations
from ingest import SUFFICIENCY, Index
from ingest.training import newest_trained
from tests.fakes import GramEmbeddings

POINTS = tuple(
    OperatingPoint(threshold=rate, recall=5 * rate, false_declines=rate)
    for rate in (0.0, 0.04, 0.1)
)


@pytest.mark.parametrize(("allowed", "found"), [(0.0, 0.0), (0.039, 0.0), (0.04, 0.04), (0.2, 0.1)])
def test_the_point_that_declines_most_of_those_allowed(allowed: float, found: float) -> None:
    fitted = Calibration(means={}, scales={}, weights={}, intercept=0.0, points=POINTS)
    assert fitted.at(allowed).false_declines == found


@pytest.mark.parametrize("reads_intent", [True, False])
def test_who_allows_more_false_declines_gets_more_right_ones(reads_intent: bool) -> None:
    points = [
        Sufficiency(rate, reads_intent).point(newest_trained())
        for rate in (0.0, 0.02, 0.05, 0.1, 0.2)
    ]
    for strict, lax in itertools.pairwise(points):
        assert lax.false_declines > strict.false_declines
        assert lax.recall >= strict.recall
        assert lax.threshold >= strict.threshold


def test_the_learned_model_earns_its_place() -> None:
    with_it, without = (
        Sufficiency(reads_intent=reads).point(newest_trained()) for reads in (True, False)
    )
    assert with_it.recall > without.recall


def test_the_learned_model_says_nothing_about_vectors_of_another(small_index: Index) -> None:
    question = understand("Was kostet ein Sensor an der Drehbank?", [])
    vector = np.asarray(GramEmbeddings().embed_query(question.asked), dtype=np.float32)
    findings = small_index.search(vector, question.search_text, 10)
    on, off = (
        Sufficiency(reads_intent=reads).judge(question, vector, findings, small_index)
        for reads in (True, False)
    )
    assert small_index.manifest.model_id == "gram"
    assert on == off
    assert on.otherwise == "gap"


def test_every_signal_that_is_weighed_has_a_scale() -> None:
    fitted = read_calibrations(newest_trained()[SUFFICIENCY])
    for one in (fitted.with_intent, fitted.without_intent):
        assert one.means.keys() == one.scales.keys() == one.weights.keys()
        assert all(scale > 0 for scale in one.scales.values())
