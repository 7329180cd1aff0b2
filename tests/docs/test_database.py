"""The page about the database says what a migrated database has."""

import re

import pytest
from django.db import connection

from tools.describe_database import LISTS, PAGE, Fact, described, our_models, written
from tools.source import PROJECT

#: How the database itself is asked for the same facts; the first column is the table.
ASKED = {
    "triggers": r"""SELECT tgrelid::regclass::text, regexp_replace(tgname, '^pgtrigger_(.*)_[0-9a-f]{5}$', '\1')
        FROM pg_trigger WHERE NOT tgisinternal""",
    "checks": """SELECT conrelid::regclass::text, conname FROM pg_constraint
        WHERE contype = 'c' AND conname !~ '_check[0-9]*$'""",
    "partial_uniques": """SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index
        WHERE indisunique AND indpred IS NOT NULL""",
    "partial_indexes": """SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index
        WHERE NOT indisunique AND indpred IS NOT NULL""",
    "pattern_indexes": """SELECT DISTINCT i.indrelid::regclass::text, i.indexrelid::regclass::text
        FROM pg_index i JOIN pg_opclass o ON o.oid = ANY (i.indclass::oid[])
        WHERE o.opcname = 'text_pattern_ops' AND i.indexrelid::regclass::text !~ '_like$'""",
    "composite_keys": """SELECT conrelid::regclass::text, string_agg(a.attname, ', ' ORDER BY place)
        FROM pg_constraint, unnest(conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute a ON a.attnum = k.number
        WHERE contype = 'p' AND a.attrelid = conrelid AND array_length(conkey, 1) > 1 GROUP BY conrelid""",
}


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def asked(name: str) -> list[Fact]:
    tables = {model._meta.db_table for model in our_models()}
    with connection.cursor() as cursor:
        cursor.execute(ASKED[name])
        return sorted((table, found) for table, found in cursor.fetchall() if table in tables)


def test_the_lists_are_up_to_date() -> None:
    assert page() == described(page()), "run: python -m tools.describe_database"


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_the_database_has_what_the_page_lists_and_nothing_else_of_its_kind(name: str) -> None:
    listed = written(page(), name)
    assert listed
    assert listed == asked(name)


def test_each_feature_is_used_where_the_page_says() -> None:
    rows = re.findall(r"^\| [^|]+ \| `([^|]+)` \| `([^|]+)` \| [^|]+ \|$", page(), re.MULTILINE)
    assert len(rows) > 10
    unused = [(phrase, path) for phrase, path in rows if phrase not in (PROJECT / path).read_text(encoding="utf-8")]
    assert unused == []
