"""
Names of places in memory, asked by sound and forgiving a few letters.

A word matches another when it sounds the same, begins it, or is a typing mistake or two away (optimal string
alignment distance: a letter missing, added, wrong, or two swapped). The distances to all words are computed at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twiza.core.text import words_of

SAME, BEGINS, ONE_LETTER, TWO_LETTERS = 1.0, 0.9, 0.75, 0.5
ONE_FROM_LENGTH, TWO_FROM_LENGTH = 4, 7
MOST_WORDS, MOST_LETTERS = 8, 32
LEAST_SCORE = 0.45
BESIDE_BEST = 0.7
"""A match much worse than the best one is not what was meant."""

Floats = npt.NDArray[np.float64]


class Vocabulary:
    """Distinct words as a matrix of letters, to measure one word against all."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        lengths = [min(len(word), MOST_LETTERS) for word in self.words]
        self.lengths = np.array(lengths, dtype=np.int64)
        self.letters = np.zeros((len(self.words), max(lengths, default=0)), dtype=np.uint32)
        for row, (word, length) in enumerate(zip(self.words, lengths, strict=True)):
            self.letters[row, :length] = [ord(letter) for letter in word[:MOST_LETTERS]]
        self.bags = bags_of(self.letters)

    def likenesses(self, word: str) -> dict[int, float]:
        """Return how alike each word is (0–1), by its row; words that are not alike are left out."""
        word = word[:MOST_LETTERS]
        letters = np.array([ord(letter) for letter in word], dtype=np.uint32)
        alike = np.zeros(len(self.words))
        allowed = (len(word) >= ONE_FROM_LENGTH) + (len(word) >= TWO_FROM_LENGTH)
        if allowed:
            near = np.flatnonzero(np.abs(self.lengths - len(word)) <= allowed)
            # One mistake changes at most two counts of letters: most words are ruled out without a distance.
            strangers = np.abs(self.bags[near] - bags_of(letters[None, :])).sum(axis=1)
            near = near[strangers <= 2 * allowed]
            distances = alignment_distances(letters, self.letters[near], self.lengths[near])
            alike[near] = np.select([distances <= 1, distances <= allowed], [ONE_LETTER, TWO_LETTERS], 0.0)
        if self.letters.shape[1] >= len(word):
            begins = (self.letters[:, : len(word)] == letters).all(axis=1)
            alike[begins & (self.lengths > len(word))] = BEGINS
            alike[begins & (self.lengths == len(word))] = SAME
        return {int(at): float(alike[at]) for at in np.flatnonzero(alike)}


def bags_of(letters: npt.NDArray[np.uint32]) -> npt.NDArray[np.int8]:
    """Return how often each of 64 classes of letters is in each row; 0 is no letter."""
    bags = np.zeros((len(letters), 64), dtype=np.int8)
    rows, columns = np.nonzero(letters)
    np.add.at(bags, (rows, letters[rows, columns] % 64), 1)
    return bags


def alignment_distances(
    word: npt.NDArray[np.uint32], letters: npt.NDArray[np.uint32], lengths: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the optimal string alignment distance of a word to each row of letters, of the lengths given."""
    rows, width = letters.shape
    before_last = last = np.tile(np.arange(width + 1), (rows, 1))
    for i, letter in enumerate(word, start=1):
        now = np.empty((rows, width + 1), dtype=np.int64)
        now[:, 0] = i
        for j in range(1, width + 1):
            is_other = letters[:, j - 1] != letter
            now[:, j] = np.minimum(np.minimum(last[:, j], now[:, j - 1]) + 1, last[:, j - 1] + is_other)
            if i > 1 and j > 1:
                is_swapped = (letters[:, j - 1] == word[i - 2]) & (letters[:, j - 2] == letter)
                now[:, j] = np.where(is_swapped, np.minimum(now[:, j], before_last[:, j - 2] + 1), now[:, j])
        before_last, last = last, now
    return np.asarray(last[np.arange(rows), np.minimum(lengths, width)])


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as the search knows it: `rank` and `people` put the larger of two namesakes first."""

    place_id: int
    path: str
    rank: int
    people: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The places whose names answer a text, best first, and every sound that was taken for an answer."""

    places: Iterator[NamedPlace]
    sounds: frozenset[str]


class NameIndex:
    """All names of all places, by word and as a whole."""

    def __init__(self, places: Sequence[NamedPlace]) -> None:
        self.places = places
        by_word: defaultdict[str, set[int]] = defaultdict(set)
        by_whole: defaultdict[str, set[int]] = defaultdict(set)
        self.fewest_words = np.ones(len(places))
        for position, place in enumerate(places):
            names = [[word.sound for word in words_of(name)] for name in place.names]
            for sounds in names:
                for sound in sounds:
                    by_word[sound].add(position)
                by_whole["".join(sounds)].add(position)
            self.fewest_words[position] = max(1, min(map(len, names), default=1))
        self.words, self.places_of_word = _with_places(by_word)
        self.wholes, self.places_of_whole = _with_places(by_whole)
        self.containers = containers_of(places)
        self.ranks = np.array([place.rank for place in places], dtype=np.int64)
        self.people = np.array([place.people for place in places], dtype=np.int64)

    def matches(self, text: str) -> Matches:
        """Return what answers a text."""
        asked = [word.sound for word in words_of(text)][:MOST_WORDS]
        if not asked or not self.places:
            return Matches(iter(()), frozenset())
        words = [self.words.likenesses(word) for word in asked]
        wholes = self.wholes.likenesses("".join(asked))
        scores = np.maximum(self._word_scores(words), self._best(wholes, self.places_of_whole))
        kept = np.flatnonzero(scores >= max(LEAST_SCORE, BESIDE_BEST * scores.max()))
        order = np.lexsort((kept, -self.people[kept], self.ranks[kept], -np.round(scores[kept], 2)))
        sounds = {self.words.words[row] for found in words for row in found}
        sounds |= {self.wholes.words[row] for row in wholes}
        return Matches((self.places[position] for position in kept[order]), frozenset(sounds))

    def _word_scores(self, words: Sequence[Mapping[int, float]]) -> Floats:
        """
        Return the mean likeness of each place to the words asked, a little less for names with more words than met.

        A word that a name lacks counts for half when it names what contains the place: "Imlil Azilal".
        """
        own = np.array([self._best(found, self.places_of_word) for found in words])
        around = np.array([self._best_container(likeness) for likeness in own])
        met = (own > 0).sum(axis=0)
        mean = np.where(own > 0, own, around / 2).mean(axis=0)
        scores = mean * (0.9 + 0.1 * np.minimum(1.0, met / self.fewest_words))
        return np.where(met > 0, scores, 0.0)

    def _best(self, found: Mapping[int, float], places: Sequence[npt.NDArray[np.int64]]) -> Floats:
        best = np.zeros(len(self.places))
        for row, likeness in found.items():
            best[places[row]] = np.maximum(best[places[row]], likeness)
        return best

    def _best_container(self, likeness: Floats) -> Floats:
        with_nothing = np.append(likeness, 0.0)  # position -1: no container at this depth
        return np.asarray(with_nothing[self.containers].max(axis=1, initial=0.0))


def containers_of(places: Sequence[NamedPlace]) -> npt.NDArray[np.int64]:
    """Return the positions of what contains each place, one column a depth, -1 where there is nothing."""
    position_of = {place.path: position for position, place in enumerate(places)}
    rows = [_positions_above(place.path, position_of) for place in places]
    containers = np.full((len(places), max(map(len, rows), default=0)), -1, dtype=np.int64)
    for position, row in enumerate(rows):
        containers[position, : len(row)] = row
    return containers


def _positions_above(path: str, position_of: Mapping[str, int]) -> list[int]:
    steps = path.split("/")
    above = ("/".join(steps[:length]) for length in range(1, len(steps)))
    return [position_of[one] for one in above if one in position_of]


def _with_places(by_word: Mapping[str, set[int]]) -> tuple[Vocabulary, list[npt.NDArray[np.int64]]]:
    vocabulary = Vocabulary(by_word)
    return vocabulary, [np.array(sorted(by_word[word]), dtype=np.int64) for word in vocabulary.words]
