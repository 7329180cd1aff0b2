"""A draft that was never sent for signature may be discarded; its obligation then takes another record."""

import publicity.lifecycles
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('publicity', '0003_matter_without_closed_on'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='record',
            name='publicity_record_one_per_obligation',
        ),
        migrations.RemoveConstraint(
            model_name='record',
            name='publicity_record_published_has_time',
        ),
        migrations.AlterField(
            model_name='draft',
            name='status',
            field=models.CharField(choices=[('draft', '草稿'), ('submitted', '待签署'), ('endorsed', '待审核发布'), ('returned', '已退回'), ('published', '已公开'), ('corrected', '已更正'), ('withdrawn', '已撤下'), ('discarded', '已作废')], default=publicity.lifecycles.RecordStatus['DRAFT'], max_length=12, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='record',
            name='status',
            field=models.CharField(choices=[('draft', '草稿'), ('submitted', '待签署'), ('endorsed', '待审核发布'), ('returned', '已退回'), ('published', '已公开'), ('corrected', '已更正'), ('withdrawn', '已撤下'), ('discarded', '已作废')], default=publicity.lifecycles.RecordStatus['DRAFT'], max_length=12, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['withdrawn', 'discarded']), _negated=True), fields=('obligation',), name='publicity_record_one_per_obligation'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('status__in', ['draft', 'submitted', 'endorsed', 'returned', 'discarded'])), models.Q(('published_at__isnull', False), ('status__in', ['published', 'corrected', 'withdrawn'])), _connector='OR'), name='publicity_record_published_has_time'),
        ),
    ]
