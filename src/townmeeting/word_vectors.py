"""How near two words are: the word vectors of ja_ginza, read without spaCy.

Loading the pipeline for them would take over half a second; its vector table is two plain files. `key2row` is one
MessagePack map from the 64-bit hash of a word to the row of its vector, `vectors` a NumPy array of 20,000 rows of 300
numbers (spaCy's `Vectors.to_disk`; half a million words share the rows, so two words of one row are as good as one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64, uint8, uint64
    from numpy.typing import NDArray

    Matrix = NDArray[float64]

DIMENSIONS = 300
"""Numbers in the vector of a word."""
_SEED = 1
_FACTOR = 0xC6A4A7935BD1E995
_ALL = 0xFFFFFFFFFFFFFFFF
_KEY = 0xCF
"""MessagePack's mark of an unsigned 64-bit number."""
_WIDTHS = {0xCC: 1, 0xCD: 2, 0xCE: 4}
"""MessagePack's marks of unsigned numbers of one, two and four bytes; a smaller one stands for itself."""


def word_hash(word: str) -> int:
    """Return the hash under which spaCy keeps a word: MurmurHash64A of its UTF-8 bytes (Appleby 2008), seed 1."""
    data = word.encode()
    found = _SEED ^ (len(data) * _FACTOR & _ALL)
    whole = len(data) - len(data) % 8
    for i in range(0, whole, 8):
        k = int.from_bytes(data[i : i + 8], "little") * _FACTOR & _ALL
        found = (found ^ ((k ^ k >> 47) * _FACTOR & _ALL)) * _FACTOR & _ALL
    if whole < len(data):
        found = (found ^ int.from_bytes(data[whole:], "little")) * _FACTOR & _ALL
    found = (found ^ found >> 47) * _FACTOR & _ALL
    return found ^ found >> 47


def at_length_one(vector: Matrix) -> Matrix:
    """Return the vector scaled to length 1; zeros stay zeros."""
    import numpy as np

    return vector / (float(np.sqrt((vector * vector).sum())) or 1.0)


class Vectors:
    """The vectors of a folder with the files `key2row` and `vectors`.

    Raises OSError where one is missing, ValueError where the array is none.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self.folder = folder
        self._raw: NDArray[uint8] = np.fromfile(folder / "key2row", dtype=np.uint8)
        self._array = np.load(folder / "vectors", mmap_mode="r")
        places = np.flatnonzero(self._raw[:-9] == _KEY)
        # A byte inside a key may look like the mark of one: such false keys are never asked for (one in 2**64).
        numbers = np.ndarray((len(self._raw) - 8,), dtype=">u8", buffer=self._raw.data, offset=1, strides=(1,))
        keys: NDArray[uint64] = numbers[places].astype(np.uint64)
        order = np.argsort(keys)
        self._keys, self._places = keys[order], places[order]

    def row(self, word: str) -> int | None:
        """Return the row of a word's vector, None for a word without one."""
        import numpy as np

        key = np.uint64(word_hash(word))  # of the same type as the keys, which are compared as they are
        at = int(self._keys.searchsorted(key))
        if at >= len(self._keys) or self._keys[at] != key:
            return None
        return self._number(int(self._places[at]) + 9)

    def _number(self, at: int) -> int:
        first = int(self._raw[at])
        width = _WIDTHS.get(first, 0)
        return int.from_bytes(self._raw[at + 1 : at + 1 + width].tobytes(), "big") if width else first

    def unit(self, row: int) -> Matrix:
        """Return the vector of a row at length 1."""
        import numpy as np

        return at_length_one(np.asarray(self._array[row], dtype=np.float64))


@lru_cache(maxsize=1)
def _vectors() -> Vectors:
    spec = find_spec("ja_ginza")
    places = [Path(p) for p in spec.submodule_search_locations or ()] if spec else []
    folder = next((f for p in places for f in sorted(p.glob("ja_ginza-*/vocab"))), Path("ja_ginza"))
    return Vectors(folder)


@lru_cache(maxsize=1 << 15)
def _place(word: str) -> int | None:
    return _vectors().row(word)


@lru_cache(maxsize=1 << 14)
def _unit(row: int) -> Matrix:
    return _vectors().unit(row)


def nearness(words: Sequence[str], others: Sequence[str]) -> Matrix:
    """Return the cosine of each of the words with each of the others, 0 where it is negative or one has no vector."""
    import numpy as np

    found = np.zeros((len(words), len(others)))
    rows, a = _known(words)
    columns, b = _known(others)
    if rows and columns:
        cosines = np.stack([_unit(r) for r in a]) @ np.stack([_unit(r) for r in b]).T
        found[np.ix_(rows, columns)] = np.maximum(cosines, 0.0)
    return found


def mean_vector(weights: Mapping[str, float]) -> Matrix:
    """Return the mean of the words' vectors by weight, at length 1; zeros where no word has one."""
    import numpy as np

    rows = [(row, weight) for word, weight in weights.items() if (row := _place(word)) is not None]
    total: Matrix = np.zeros(DIMENSIONS)
    for row, weight in rows:
        total += weight * _unit(row)
    return at_length_one(total)


def _known(words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return where the words with a vector stand, and the rows of these vectors."""
    places = [(i, row) for i, word in enumerate(words) if (row := _place(word)) is not None]
    return [i for i, _ in places], [row for _, row in places]
