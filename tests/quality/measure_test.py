# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of bench/extraction_quality.py on statements made up for the purpose."""
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
import extraction_quality as quality  # noqa: E402

TEXT = "The minister said that the border is open and will stay so. Nobody else spoke on Monday."


def statement(words, speaker="Ada Lark", text=TEXT, **more):
    """A record of the words where they stand in the text; two pieces are parted by " … "."""
    spans = [[text.index(piece), text.index(piece) + len(piece)] for piece in words.split(" … ")]
    base = {"article": "a", "kind": "indirect", "spans": spans, "text": words.replace(" … ", " "), "speaker": speaker, "speakers": [speaker],
            "speaker_as_written": "The minister", "speaker_type": "person", "date": "2030-01-01", "date_end": None, "date_source": "published",
            "place": None, "event": None, "addressee": None, "confidence": 0.75}
    return {**base, **more}


class Matching(unittest.TestCase):
    def test_words_are_told_from_spans_and_text(self):
        self.assertEqual(quality.words_at(statement("minister … border")), {4, 27})

    def test_spans_that_do_not_give_the_text_are_refused(self):
        with self.assertRaises(ValueError):
            quality.words_at({"article": "a", "spans": [[0, 9]], "text": "short"})

    def test_pairs(self):
        rows = [
            ("the same", [{1, 2}], [{1, 2}], [(0, 0)]),
            ("half of the union", [{1, 2}], [{2}], [(0, 0)]),
            ("less than half", [{1, 2, 3}], [{3}], []),
            ("nothing in common", [{1}], [{2}], []),
            ("no words at all", [set()], [set()], []),
            ("the better one wins", [{1, 2, 3}], [{1, 2}, {1, 2, 3}], [(0, 1)]),
            ("one each", [{1, 2}, {3, 4}], [{3, 4}, {1, 2}], [(0, 1), (1, 0)]),
        ]
        for name, wanted, found, expected in rows:
            with self.subTest(name):
                self.assertEqual(sorted(quality.pairs(wanted, found)), expected)


class Judging(unittest.TestCase):
    def test_speakers(self):
        rows = [
            ("equal", {"speaker": "Ada Lark"}, "Ada Lark", True),
            ("article and case", {"speaker": "the Ministry"}, "ministry", True),
            ("another right answer", {"speaker": "Ada Lark", "speaker_also": ["A. Lark"]}, "A. Lark", True),
            ("part of the name", {"speaker": "Ada Lark"}, "Lark", False),
            ("missing", {"speaker": "Ada Lark"}, None, False),
            ("rightly none", {"speaker": None}, None, True),
            ("not judged", {}, "Ada Lark", None),
        ]
        for name, gold, ours, expected in rows:
            with self.subTest(name):
                self.assertIs(quality.speaker_right(gold, {"speaker": ours}), expected)

    def test_sources(self):
        person = {"speaker": "Šárka Lark", "speaker_type": "person"}
        rows = [
            ("name", {**person, "speaker_as_written": "Ms. Sarka"}, "name"),
            ("pronoun", {**person, "speaker_as_written": "She"}, "pronoun"),
            ("description of a person", {**person, "speaker_as_written": "the minister"}, "description"),
            ("description", {"speaker": "an aide", "speaker_type": "description", "speaker_as_written": "an aide"}, "description"),
            ("metonym", {"speaker": "Varenia", "speaker_type": "country", "speaker_as_written": "Kastel"}, "name"),
            ("none", {"speaker": None, "speaker_type": None}, "none"),
        ]
        for name, gold, expected in rows:
            with self.subTest(name):
                self.assertEqual(quality.source_of(gold), expected)

    def test_area_under_curve(self):
        rows = [
            ("in order", [(0.9, True), (0.1, False)], 1.0),
            ("upside down", [(0.1, True), (0.9, False)], 0.0),
            ("tied", [(0.5, True), (0.5, False)], 0.5),
            ("nothing to compare", [(0.5, True)], 0.5),
            ("three of four", [(0.9, True), (0.4, True), (0.6, False), (0.1, False)], 0.75),
        ]
        for name, examples, expected in rows:
            with self.subTest(name):
                self.assertEqual(quality.area_under_curve(examples), expected)


class Figures(unittest.TestCase):
    OPEN = "the border is open and will stay so"

    def causes(self, gold, found):
        figures = quality.measure(gold, found)
        return figures, {cause: len(rows) for cause, rows in figures.errors.items() if rows}

    def test_causes(self):
        gold, pronoun = statement(self.OPEN), statement(self.OPEN, speaker_as_written="he")
        rows = [
            ("right", [gold], [gold], {}),
            ("missed", [gold], [], {"missed": 1}),
            ("extra", [], [gold], {"extra": 1}),
            ("boundaries", [gold], [statement("the border")], {"boundaries": 1}),
            ("elsewhere", [gold], [statement("Nobody else spoke")], {"missed": 1, "extra": 1}),
            ("description", [gold], [statement(self.OPEN, "Bo")], {"speaker: description": 1}),
            ("antecedent", [pronoun], [statement(self.OPEN, "Bo")], {"speaker: wrong antecedent": 1}),
            ("name", [statement(self.OPEN, speaker_as_written="Lark")], [statement(self.OPEN, "Bo")], {"speaker: wrong name": 1}),
            ("no speaker", [pronoun], [statement(self.OPEN, None)], {"speaker: missing": 1}),
            ("a speaker too many", [statement(self.OPEN, None)], [gold], {"speaker: none is right": 1}),
            ("date", [gold], [statement(self.OPEN, date="2030-01-02")], {"date": 1}),
            ("kind", [gold], [statement(self.OPEN, kind="direct")], {"kind": 1}),
            ("kind, but allowed", [statement(self.OPEN, kind_also=["direct"])], [statement(self.OPEN, kind="direct")], {}),
            ("optional, missed", [statement(self.OPEN, optional=True)], [], {}),
            ("optional, found", [statement(self.OPEN, optional=True)], [gold], {}),
            ("optional, a part of it found", [statement(self.OPEN, optional=True)], [statement("the border")], {}),
        ]
        for name, wanted, found, expected in rows:
            with self.subTest(name):
                self.assertEqual(self.causes(wanted, found)[1], expected)

    def test_rates(self):
        gold = [statement(self.OPEN), statement("Nobody else spoke", kind="direct")]
        figures, _ = self.causes(gold, [statement(self.OPEN, "Bo"), statement("on Monday")])
        self.assertEqual((figures.precision(), figures.recall()), (50.0, 50.0))
        self.assertEqual((figures.precision("indirect"), figures.recall("indirect"), figures.recall("quoted")), (50.0, 100.0, 0.0))
        self.assertEqual(figures.end_to_end(), (0.0, 0.0))
        self.assertEqual(figures.speaker(), 0.0)

    def test_calibration(self):
        error, area, bins = self.causes([statement(self.OPEN)], [statement(self.OPEN), statement("on Monday", confidence=0.25)])[0].calibration()
        self.assertEqual((error, area), (0.25, 1.0))
        self.assertEqual(bins[7], (1, 0.75, 1.0))
        self.assertEqual(bins[2], (1, 0.25, 0.0))

    def test_other_articles_than_the_golds_are_refused(self):
        with self.assertRaises(quality.Failure):
            quality.measure([statement(self.OPEN)], [statement(self.OPEN, article="b")])


unittest.main()
