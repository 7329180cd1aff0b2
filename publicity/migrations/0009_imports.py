import django.db.models.deletion
import sanshu.core.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_two_persons'),
        ('publicity', '0008_events_taken_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='explanation',
            field=models.TextField(blank=True, verbose_name='说明'),
        ),
        migrations.CreateModel(
            name='ColumnMemory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headings', models.CharField(max_length=64, verbose_name='表头摘要')),
                ('understanding', models.JSONField(default=dict, verbose_name='读法')),
                ('at', models.DateTimeField(default=sanshu.core.clock.now, verbose_name='时间')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publicity.item', verbose_name='事项')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.region', verbose_name='村（社区）')),
            ],
            options={
                'verbose_name': '记住的表头',
                'verbose_name_plural': '记住的表头',
                'constraints': [models.UniqueConstraint(fields=('village', 'item', 'headings'), name='publicity_column_memory_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('digest', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('content', models.BinaryField(null=True, verbose_name='密封的内容')),
                ('understanding', models.JSONField(default=dict, verbose_name='读法')),
                ('rows_taken', models.PositiveIntegerField(blank=True, null=True, verbose_name='导入的行数')),
                ('at', models.DateTimeField(default=sanshu.core.clock.now, verbose_name='上传时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传的人')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_files', to='publicity.draft', verbose_name='稿件')),
            ],
            options={
                'verbose_name': '导入的文件',
                'verbose_name_plural': '导入的文件',
                'indexes': [models.Index(condition=models.Q(('content__isnull', False)), fields=['at'], name='publicity_import_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('content__isnull', False)), fields=('draft', 'by'), name='publicity_import_one_waiting'), models.CheckConstraint(condition=models.Q(('content__isnull', True), ('rows_taken__isnull', True), _connector='OR'), name='publicity_import_taken_is_emptied')],
            },
        ),
    ]
