"""What falls due in a unit this month, in one sentence: its page and its poster say the same."""

from django.utils.translation import gettext as _

from publicity.queries.village_page import Month


def month_sentence(month: Month) -> str:
    """Say what falls due and what became of it; what there is none of is no news."""
    said = [_("本月到期%(n)s项") % {"n": month.owed}, _("已公开%(n)s项") % {"n": month.published}]
    if month.nil:
        said.append(_("本期无发生%(n)s项") % {"n": month.nil})
    if month.filed:
        said.append(_("备案%(n)s项") % {"n": month.filed})
    return _("，").join(said) + _("。")
