from django.db import migrations, models

#: Every counter afresh from the messages: the old ones do not say where a message began.
RECOUNT = """
DELETE FROM feedback_messagecount;
INSERT INTO feedback_messagecount
       (village_id, first_role, month, received, answered, answered_on_time, rated, satisfied, reopened)
SELECT m.village_id,
       CASE WHEN m.category = 'accusation' THEN 'inspector' WHEN m.about = 'township' THEN 'follow_up' ELSE 'handler' END,
       date_trunc('month', m.created_at AT TIME ZONE 'Asia/Shanghai')::date,
       count(*), count(reply.day), count(*) FILTER (WHERE reply.day <= reply.due_on),
       count(grade.score), count(*) FILTER (WHERE grade.score >= 3), count(*) FILTER (WHERE m.reopened_count > 0)
  FROM feedback_message m
  LEFT JOIN LATERAL (SELECT (r.at AT TIME ZONE 'Asia/Shanghai')::date AS day, r.due_on FROM feedback_reply r
                      WHERE r.message_id = m.id ORDER BY r.at, r.id LIMIT 1) reply ON true
  LEFT JOIN LATERAL (SELECT g.score FROM feedback_rating g
                      WHERE g.message_id = m.id ORDER BY g.round DESC LIMIT 1) grade ON true
 GROUP BY 1, 2, 3;
SET CONSTRAINTS ALL IMMEDIATE;
"""
TOGETHER = """
CREATE TEMPORARY TABLE together ON COMMIT DROP AS
SELECT village_id, month, sum(received) AS received, sum(answered) AS answered,
       sum(answered_on_time) AS answered_on_time, sum(rated) AS rated, sum(satisfied) AS satisfied,
       sum(reopened) AS reopened
  FROM feedback_messagecount GROUP BY 1, 2;
DELETE FROM feedback_messagecount;
INSERT INTO feedback_messagecount
       (village_id, first_role, month, received, answered, answered_on_time, rated, satisfied, reopened)
SELECT village_id, 'handler', month, received, answered, answered_on_time, rated, satisfied, reopened FROM together;
DROP TABLE together;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_brief_days")]

    operations = [
        migrations.AddField(
            model_name="messagecount",
            name="first_role",
            field=models.CharField(default="handler", max_length=20, verbose_name="最先承办的岗位"),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="messagecount", name="feedback_count_once"),
        migrations.RunSQL(RECOUNT, TOGETHER),
        migrations.AddConstraint(
            model_name="messagecount",
            constraint=models.UniqueConstraint(
                fields=["village", "first_role", "month"], name="feedback_count_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="messagecount",
            constraint=models.CheckConstraint(
                condition=models.Q(first_role__in=["handler", "follow_up", "inspector"]),
                name="feedback_count_by_a_first_post",
            ),
        ),
    ]
