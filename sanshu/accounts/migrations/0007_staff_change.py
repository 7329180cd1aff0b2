"""Requests to change who works here: one administrator asks, a second one confirms."""

import django.db.models.deletion
import sanshu.core.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_reading_roster"),
        ("core", "0003_two_persons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enrol", "新增人员"),
                            ("grant", "授予岗位"),
                            ("reset_password", "重置密码"),
                            ("reset_factor", "重置动态口令和密码"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "等第二个人确认"),
                            ("confirmed", "已确认"),
                            ("refused", "未批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("login", models.CharField(blank=True, max_length=64, verbose_name="工号")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="姓名")),
                ("office_phone", models.CharField(blank=True, max_length=30, verbose_name="办公电话")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "居民"),
                            ("clerk", "报账员（文书）"),
                            ("secretary", "党组织书记"),
                            ("oversight", "监督委员会成员"),
                            ("reviewer", "乡镇审核发布岗"),
                            ("handler", "乡镇受理岗"),
                            ("discipline", "乡镇纪检岗"),
                            ("department", "县级部门"),
                            ("follow_up", "回访岗"),
                            ("inspector", "监督检查岗"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("auditor", "审计员"),
                        ],
                        max_length=20,
                        verbose_name="岗位",
                    ),
                ),
                ("from_day", models.DateField(blank=True, null=True, verbose_name="自")),
                ("until_day", models.DateField(blank=True, null=True, verbose_name="至")),
                ("reason", models.TextField(verbose_name="理由")),
                ("asked_at", models.DateTimeField(default=sanshu.core.clock.now, verbose_name="申请时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="办理时间")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.region",
                        verbose_name="区划",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "人员变动申请",
                "verbose_name_plural": "人员变动申请",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")), fields=["asked_at"], name="accounts_change_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("status", "waiting")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by", models.F("asked_by")),
                                ("status", "withdrawn"),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["confirmed", "refused"]),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_change_is_decided_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", True),
                            models.Q(
                                models.Q(("user", models.F("asked_by")), _negated=True),
                                models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("user", models.F("decided_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_change_is_nobodys_own",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "enrol"),
                                models.Q(("login", ""), _negated=True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "enrol"), _negated=True), ("login", ""), ("user__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="accounts_change_names_whom_it_is_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["reset_password", "reset_factor"]), ("region__isnull", True), ("role", "")
                            ),
                            models.Q(
                                ("from_day__isnull", False),
                                ("kind__in", ["enrol", "grant"]),
                                ("region__isnull", False),
                                models.Q(("role", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_change_of_a_posting_names_role_place_and_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("kind", "login", "user", "role", "region"),
                        name="accounts_change_waits_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
