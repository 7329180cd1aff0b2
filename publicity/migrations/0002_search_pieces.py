"""Index titles and sentences by pieces of two characters, so that two-character words (低保) are found at once."""

from django.db import migrations

# Letters and digits stay whole; everything else is cut into overlapping pairs. Works in any locale, needs no extension.
FUNCTION = r"""
CREATE FUNCTION sanshu_pieces(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT piece)), ''::tsvector) FROM (
        SELECT found[1] AS piece FROM regexp_matches(lower(words), '[a-z0-9]+', 'g') AS found
        UNION ALL
        SELECT substr(words, place, 2) FROM generate_series(1, length(words) - 1) AS place
        WHERE substr(words, place, 2) !~ '[\x01-\x7f]'
    ) AS pieces
$$
"""


class Migration(migrations.Migration):
    dependencies = [("publicity", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION sanshu_pieces(text)"),
        migrations.RunSQL(
            "CREATE INDEX publicity_record_words ON publicity_record"
            " USING gin (sanshu_pieces(title || ' ' || summary))",
            "DROP INDEX publicity_record_words",
        ),
    ]
