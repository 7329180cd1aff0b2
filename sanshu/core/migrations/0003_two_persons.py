"""A posting of staff is granted by two administrators; a password given to somebody works once and for a while."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_edit_distance"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="posting",
            name="core_posting_nobody_grants_themselves",
        ),
        migrations.AddField(
            model_name="posting",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="确认人",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="office_phone",
            field=models.CharField(blank=True, max_length=30, verbose_name="办公电话"),
        ),
        migrations.AddField(
            model_name="user",
            name="password_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="一次性密码有效期"),
        ),
        migrations.AlterField(
            model_name="posting",
            name="granted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="granted_postings",
                to=settings.AUTH_USER_MODEL,
                verbose_name="申请人",
            ),
        ),
        # Granted by one person, before it took two: the timeline keeps who.
        migrations.RunSQL(
            "UPDATE core_posting SET granted_by_id = NULL WHERE role <> 'resident' AND confirmed_by_id IS NULL",
            migrations.RunSQL.noop,
        ),
        # What the update left to check must be done before the table is changed again.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role", "resident"),
                    models.Q(("confirmed_by__isnull", True), ("granted_by__isnull", True)),
                    models.Q(
                        ("confirmed_by__isnull", False),
                        ("granted_by__isnull", False),
                        models.Q(("granted_by", models.F("user")), _negated=True),
                        models.Q(("confirmed_by", models.F("user")), _negated=True),
                        models.Q(("confirmed_by", models.F("granted_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="core_posting_of_staff_is_granted_by_two_others",
            ),
        ),
    ]
