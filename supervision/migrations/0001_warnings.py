import django.db.models.deletion
import sanshu.core.roles
import supervision.lifecycle
import supervision.rules.finding
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('publicity', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DailyRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='事项')),
                ('on', models.DateField(verbose_name='日期')),
                ('at', models.DateTimeField(verbose_name='完成时间')),
            ],
            options={
                'verbose_name': '每日任务',
                'verbose_name_plural': '每日任务',
                'constraints': [models.UniqueConstraint(fields=('name', 'on'), name='supervision_daily_once')],
            },
        ),
        migrations.CreateModel(
            name='CountyLimits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40, verbose_name='规则')),
                ('values', models.JSONField(verbose_name='限值')),
                ('county', models.ForeignKey(limit_choices_to=models.Q(('level', sanshu.core.roles.Level['COUNTY'])), on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.region', verbose_name='县（市、区）')),
            ],
            options={
                'verbose_name': '县级限值',
                'verbose_name_plural': '县级限值',
                'constraints': [models.UniqueConstraint(fields=('rule', 'county'), name='supervision_limits_once_per_county')],
            },
        ),
        migrations.CreateModel(
            name='EarlyWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40, verbose_name='规则')),
                ('rule_version', models.PositiveSmallIntegerField(verbose_name='规则版本')),
                ('source', models.CharField(choices=[(supervision.rules.finding.Source['DISCLOSURE'], '公开'), (supervision.rules.finding.Source['MESSAGE'], '来信办理')], max_length=12, verbose_name='来源')),
                ('subject', models.CharField(max_length=120, verbose_name='对象')),
                ('episode', models.PositiveSmallIntegerField(default=1, verbose_name='第几次')),
                ('severity', models.CharField(choices=[(supervision.lifecycle.Severity['BLUE'], '蓝色'), (supervision.lifecycle.Severity['YELLOW'], '黄色'), (supervision.lifecycle.Severity['RED'], '红色')], max_length=8, verbose_name='级别')),
                ('level', models.PositiveSmallIntegerField(choices=[(sanshu.core.roles.Level['PROVINCE'], '省'), (sanshu.core.roles.Level['CITY'], '市'), (sanshu.core.roles.Level['COUNTY'], '县（市、区）'), (sanshu.core.roles.Level['TOWNSHIP'], '乡镇（街道）'), (sanshu.core.roles.Level['VILLAGE'], '村（社区）')], verbose_name='知悉层级')),
                ('owner_role', models.CharField(max_length=20, verbose_name='责任岗位')),
                ('judged_by', models.PositiveSmallIntegerField(choices=[(sanshu.core.roles.Level['PROVINCE'], '省'), (sanshu.core.roles.Level['CITY'], '市'), (sanshu.core.roles.Level['COUNTY'], '县（市、区）'), (sanshu.core.roles.Level['TOWNSHIP'], '乡镇（街道）'), (sanshu.core.roles.Level['VILLAGE'], '村（社区）')], verbose_name='核实层级')),
                ('sentence', models.TextField(verbose_name='说明')),
                ('sentence_en', models.TextField(verbose_name='英文说明')),
                ('inputs', models.JSONField(verbose_name='依据')),
                ('status', models.CharField(choices=[(supervision.lifecycle.WarningStatus['RAISED'], '待交办'), (supervision.lifecycle.WarningStatus['ASSIGNED'], '已交办'), (supervision.lifecycle.WarningStatus['EXPLAINED'], '已说明'), (supervision.lifecycle.WarningStatus['RECTIFYING'], '整改中'), (supervision.lifecycle.WarningStatus['VERIFIED'], '已核实'), (supervision.lifecycle.WarningStatus['CLOSED'], '已办结'), (supervision.lifecycle.WarningStatus['FALSE_POSITIVE'], '误报')], default=supervision.lifecycle.WarningStatus['RAISED'], max_length=16, verbose_name='状态')),
                ('verdict', models.CharField(blank=True, choices=[(supervision.lifecycle.Verdict['CONFIRMED'], '属实，已整改'), (supervision.lifecycle.Verdict['EXPLAINED'], '情况已说明'), (supervision.lifecycle.Verdict['FALSE_POSITIVE'], '误报')], max_length=16, verbose_name='结论')),
                ('raised_on', models.DateField(verbose_name='预警日期')),
                ('ceased_on', models.DateField(blank=True, null=True, verbose_name='原因消除日期')),
                ('answered_level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='答复层级')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                ('obligation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='publicity.obligation', verbose_name='公开任务')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='core.region', verbose_name='区划')),
            ],
            options={
                'verbose_name': '预警',
                'verbose_name_plural': '预警',
                'indexes': [models.Index(fields=['region', '-id'], name='supervision_warning_here'), models.Index(condition=models.Q(('ceased_on__isnull', True)), fields=['source'], name='supervision_warning_holding')],
                'constraints': [models.UniqueConstraint(fields=('rule', 'region', 'subject', 'episode'), name='supervision_warning_once'), models.CheckConstraint(condition=models.Q(('source', supervision.rules.finding.Source['DISCLOSURE']), ('level__lt', 5), _connector='OR'), name='supervision_warning_of_a_message_is_hidden_from_villages'), models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', True), ('status__in', ['raised', 'assigned'])), ('status', 'false_positive'), models.Q(('answered_by__isnull', False), ('answered_level__isnull', False)), _connector='OR'), name='supervision_warning_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['verified', 'closed', 'false_positive']), _negated=True), models.Q(('verdict', ''), _negated=True), _connector='OR'), name='supervision_warning_judged_has_a_verdict')],
            },
        ),
        migrations.CreateModel(
            name='RuleRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40, verbose_name='规则')),
                ('version', models.PositiveSmallIntegerField(verbose_name='规则版本')),
                ('on', models.DateField(verbose_name='评估日期')),
                ('at', models.DateTimeField(verbose_name='运行时间')),
                ('passed', models.PositiveIntegerField(verbose_name='通过')),
                ('failed', models.PositiveIntegerField(verbose_name='不通过')),
                ('not_applicable', models.PositiveIntegerField(verbose_name='不适用')),
                ('raised', models.PositiveIntegerField(verbose_name='新预警')),
                ('graver', models.PositiveIntegerField(verbose_name='级别上升')),
                ('ceased', models.PositiveIntegerField(verbose_name='原因消除')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.region', verbose_name='范围（空为全部）')),
            ],
            options={
                'verbose_name': '规则运行',
                'verbose_name_plural': '规则运行',
                'indexes': [models.Index(fields=['rule', '-at'], name='supervision_run_by_rule')],
            },
        ),
    ]
