"""Words of village finance and procedure that a neighbour would have to explain, explained. Pure.

The accounts are those of the accounting rules for rural collective economic organisations (财会〔2023〕14号), the procedures
those of the Organic Law of the Villagers' Committees. The words themselves are data: `data/terms.json`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "terms.json"


@dataclass(frozen=True)
class Term:
    """One word as it stands on pages, and what it means, in both languages."""

    word: str
    meaning: str
    word_en: str
    meaning_en: str


TERMS = tuple(Term(**term) for term in json.loads(WORDS.read_text(encoding="utf-8")))
