"""(a) A villager finds last month's spending. (f) An inspector goes from the province to one village. Pure."""

from sanshu.core.roles import Role
from sanshu.demo.places import KANGPING_LIUJIAWOBU
from sanshu.demo.stories.base import VISITOR, Fill, Press, Step, Story, Who, _

FINDING = Story(
    key="a",
    title=_("上个月的钱花哪儿了"),
    about=_("一位村民用手机，不登录，点两下就看到上个月村里的每一笔支出。"),
    steps=(
        Step(
            VISITOR,
            "/",
            _("找到自己的村"),
            _("在框里打村名，拼音首字母也行，然后按“查找”。"),
            (Fill(".hero #q", "刘家窝堡"), Press(".hero button")),
            "刘家窝堡村",
        ),
        Step(
            VISITOR,
            f"/villages/{KANGPING_LIUJIAWOBU}/",
            _("看上个月的钱"),
            _("村子的页面先说钱：收入、支出、结余。按“看每一笔”。"),
            (Press("#money a.button"),),
            "明细",
        ),
        Step(
            VISITOR,
            "/records/{books}/",
            _("对一笔有疑问"),
            _("每一笔后面都有“有疑问”。挑第一笔，按一下。"),
            (Press("#row-r1 td.action a"),),
            "问的是",
        ),
        Step(
            VISITOR,
            "/messages/new/?village={liujiawobu}&record={books}&row=r1",
            _("问一问，不用注册"),
            _("写一句话就行，可以不留名字。提交后给一个查询码。"),
            (Fill("[name=text]", "这一笔干了几个工？有没有村民代表签单？"), Press("main form .buttons button")),
            "查询码",
        ),
    ),
)

PROVINCE = Who(Role.INSPECTOR, 210000000000)
KANGPING = Who(Role.INSPECTOR, 210123000000)

INSPECTING = Story(
    key="f",
    title=_("从全省看到一个村"),
    about=_("省里的监督人员从全省的数字一路点到一个村逾期的事项；县里把预警交办，村里说明原因，县里核实。"),
    steps=(
        Step(
            PROVINCE,
            "/supervision/",
            _("从全省开始"),
            _("每个数字都能点开。在表里按“沈阳市”。"),
            (Press('table th a[href$="/supervision/210100000000/"]'),),
            "康平县",
        ),
        Step(
            PROVINCE,
            "/supervision/210123000000/",
            _("到县，再到镇"),
            _("按有逾期的镇。"),
            (Press('table th a[href$="/supervision/{late_township}/"]'),),
            "公开监督",
        ),
        Step(
            PROVINCE,
            "/supervision/{late_village}/",
            _("看这个村逾期了什么"),
            _("按“逾期未公开”的数字。"),
            (Press('dl.figures a[href*="state=overdue"]'),),
            "逾期",
        ),
        Step(
            KANGPING,
            "/supervision/warnings/{warning}/",
            _("县里交办预警"),
            _("预警说明了依据。写一句要求，按“交办”。"),
            (
                Fill('form[action$="/assign/"] [name=text]', "请三日内公开，并说明为什么逾期。"),
                Press('form[action$="/assign/"] button'),
            ),
            "已交办",
        ),
        Step(
            Who(Role.CLERK, -1),
            "/supervision/warnings/{warning}/",
            _("村里说明情况"),
            _("报账员看到交办，写明原因，按“说明”。"),
            (
                Fill('form[action$="/explain/"] [name=text]', "上级名单上周才到，已在整理，本周五前公开。"),
                Press('form[action$="/explain/"] button'),
            ),
            "已说明",
        ),
        Step(
            KANGPING,
            "/supervision/warnings/{warning}/",
            _("县里核实"),
            _("核实的人不能是答复的人。写明怎么核的，按“核实”。"),
            (
                Fill('form[action$="/verify/"] [name=text]', "已调看上级下发名单的日期，情况属实。"),
                Press('form[action$="/verify/"] button'),
            ),
            "已核实",
        ),
        Step(
            KANGPING,
            "/supervision/warnings/{warning}/",
            _("办结"),
            _("办结的是这条预警；那一项没公开以前，仍算逾期。按“办结”。"),
            (
                Fill('form[action$="/close/"] [name=text]', "核实完毕，下月复查公开情况。"),
                Press('form[action$="/close/"] button'),
            ),
            "已办结",
        ),
    ),
)
