"""Splink as its documentation shows it: ready-made comparisons, a handful of blocking rules, unsupervised training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on


@dataclass(frozen=True)
class Recipe:
    """What the documentation asks one to choose for a table."""

    comparisons: Sequence[Any]
    blocks: Sequence[tuple[str, ...]]
    sure: Sequence[tuple[str, ...]]
    training_blocks: Sequence[tuple[str, ...]]
    recall: float = 0.7
    sampled_pairs: float = 5e6

    def settings(self) -> SettingsCreator:
        """The untrained model."""
        return SettingsCreator(
            link_type="dedupe_only",
            comparisons=list(self.comparisons),
            blocking_rules_to_generate_predictions=[block_on(*block) for block in self.blocks],
            retain_intermediate_calculation_columns=False,
            retain_matching_columns=False,
        )

    def train(self, linker: Linker) -> None:
        """The prior from sure rules, u by random sampling, m by EM in the training blocks."""
        training = linker.training
        sure = [block_on(*columns) for columns in self.sure]
        training.estimate_probability_two_random_records_match(sure, recall=self.recall)
        training.estimate_u_using_random_sampling(max_pairs=self.sampled_pairs, seed=1)
        for block in self.training_blocks:
            training.estimate_parameters_using_expectation_maximisation(block_on(*block))


def people() -> Recipe:
    """For the flat table of people."""
    return Recipe(
        comparisons=[
            cl.LevenshteinAtThresholds("nik", [1, 2]),
            cl.ExactMatch("kk"),
            cl.NameComparison("name"),
            cl.NameComparison("mother"),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("village").configure(term_frequency_adjustments=True),
        ],
        blocks=[("nik",), ("kk", "birth_date"), ("kk", "name"), ("name", "birth_date"), ("name", "village"),
                ("mother", "birth_date"), ("name", "mother"), ("birth_date", "village", "sex")],
        sure=[("nik",), ("name", "birth_date", "village")],
        training_blocks=[("nik",), ("name", "birth_date")],
    )  # fmt: skip


def febrl() -> Recipe:
    """For FEBRL's tables, in the manner of Splink's own example of FEBRL 3 and 4."""
    return Recipe(
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("suburb", [1, 2]),
        ],
        blocks=[("soc_sec_id",), ("given_name", "surname"), ("given_name", "date_of_birth"),
                ("surname", "date_of_birth"), ("postcode", "date_of_birth"), ("postcode", "given_name"),
                ("postcode", "surname"), ("suburb", "street_number")],
        sure=[("soc_sec_id",), ("given_name", "surname", "date_of_birth")],
        training_blocks=[("date_of_birth",), ("postcode",)],
        recall=0.9,
        sampled_pairs=1e6,
    )  # fmt: skip


def census() -> Recipe:
    """For the census sample of pseudopeople: no number of a person, but names, dates, households and streets."""
    return Recipe(
        comparisons=[
            cl.NameComparison("name"),
            cl.NameComparison("mother"),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.ExactMatch("kk"),
            cl.ExactMatch("sex"),
            cl.JaroWinklerAtThresholds("village", [0.95, 0.88]),
        ],
        blocks=[("kk", "birth_date"), ("kk", "name"), ("name", "birth_date"), ("name", "village"),
                ("birth_date", "village"), ("name", "mother")],
        sure=[("name", "birth_date", "village")],
        training_blocks=[("name", "birth_date"), ("village",)],
        sampled_pairs=1e6,
    )  # fmt: skip


RECIPES = {"people": people, "febrl": febrl, "census": census}
