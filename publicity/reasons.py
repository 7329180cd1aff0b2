"""Reasons that people write beside a decision: not blank, not endless, and without anybody's number. Pure."""

from collections.abc import Sequence

from sanshu.core.errors import Invalid
from sanshu.core.scan import find_personal_numbers
from sanshu.core.text import clean

LONGEST = 500


def clean_reason(text: str, *, key: str = "reason") -> str:
    """Give a reason fit to be kept in the timeline for ever; Invalid in Chinese otherwise."""
    try:
        tidy = clean(text, longest=LONGEST)
    except ValueError as problem:
        raise Invalid(str(problem), errors={key: [str(problem)]}) from problem
    if not tidy:
        raise Invalid("请写明理由。", errors={key: ["请写明理由。"]})
    if find_personal_numbers(tidy):
        text = "理由里有身份证号、银行卡号或手机号，请删去。"
        raise Invalid(text, errors={key: [text]})
    return tidy


def clean_explanation(text: str, questions: Sequence[str]) -> str:
    """Give the clerk's explanation of what looks wrong and isn't; Invalid with the questions while there is none."""
    if not text.strip():
        raise Invalid("有几处请再看一眼：填错了的改过来，没有错的请说明原因。", errors={"explanation": list(questions)})
    return clean_reason(text, key="explanation")
