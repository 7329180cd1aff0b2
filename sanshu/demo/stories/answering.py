"""(c) Compensation that reached the village but not the households. (e) A call-back reopens a case. Pure."""

from sanshu.core.roles import Role
from sanshu.demo.places import DONGTA, KANGPING_AOHANTUN
from sanshu.demo.stories.base import VISITOR, Choose, Fill, Press, Step, Story, Who, _

VILLAGER = Who(Role.RESIDENT, KANGPING_AOHANTUN)
HANDLER = Who(Role.HANDLER, 210123103000)
DESK = "/desk/messages/{message}/"

COMPENSATION = Story(
    key="c",
    title=_("占地补偿款到了村，没到户"),
    about=_("钱的来龙去脉串在一条线上：决议、到账、发放。村民看到没发，问镇里，镇里答复。"),
    steps=(
        Step(
            VISITOR,
            "/records/{compensation}/",
            _("先看发放公示"),
            _("上面写着应发多少、已发多少。再按同一件事里的决议。"),
            (Press("ol.timeline li:first-child a"),),
            "决议",
        ),
        Step(
            VISITOR,
            "/records/{fund}/",
            _("钱到账了吗"),
            _("到账多少、付出多少、还剩多少，都在这里。按“问一问”。"),
            (Press('main p.buttons a[href*="/messages/new/"]'),),
            "问的是",
        ),
        Step(
            VILLAGER,
            "/messages/new/?village={aohantun}&record={fund}",
            _("问镇里"),
            _("写下想问的，选“留名字，但要保密”，按“提交”。村里看不到是谁写的。"),
            (
                Fill("[name=text]", "铁塔占地的补偿款早就到账了，我家一分没见着。到底什么时候发？"),
                Press("[name=identity][value=sealed]"),
                Fill("[name=name]", "东排地的一户"),
                Press("main form .buttons button"),
            ),
            "查询码",
        ),
        Step(
            HANDLER,
            DESK,
            _("镇里受理"),
            _("留言直接到镇里，按时限排着。按“受理”。"),
            (Press('form[action$="/accept/"] button'),),
            "办理中",
        ),
        Step(
            HANDLER,
            DESK,
            _("镇里答复"),
            _("答复要写明查到了什么、接下来怎么办。写好按“答复”。"),
            (
                Fill(
                    "#reply [name=text]",
                    "已到村里核对：补偿款三个多月前到账，因两户面积有争议整笔没有发。经镇里协调，"
                    "无争议的各户本周内发到一卡通，有争议的重新丈量后补发，发放名单随后更正公开。",
                ),
                Press("#reply button"),
            ),
            "已答复",
        ),
        Step(
            VILLAGER,
            "/messages/{message}/",
            _("村民看答复，打分"),
            _("打开答复，选几分，按“评价”。不满意还可以要求重办。"),
            (Press("#rate [name=score][value='4']"), Press("#rate button")),
            "4分",
        ),
    ),
)

FOLLOW_UP = Who(Role.FOLLOW_UP, 210302000000)

CALLBACK = Story(
    key="e",
    title=_("说是办结了，县里打个电话"),
    about=_("镇里答复“已解决”。区里回访，来信人说没有解决，当场重新办理，升一级。"),
    steps=(
        Step(
            FOLLOW_UP,
            "/desk/",
            _("区里的回访岗"),
            _("答复过的要回访，按期限排着。打开这一条。"),
            (Press('ul.lines a[href*="{answered}"]'),),
            "回访",
        ),
        Step(
            FOLLOW_UP,
            "/desk/messages/{answered}/",
            _("打电话，记下来"),
            _("来信人说没有解决。选“没解决”，写上原话，按“记下回访”。"),
            (
                Press("#follow-up [name=reason][value=not_solved]"),
                Fill("#follow-up [name=text]", "来信人说灯只亮了两天，昨晚又灭了，老人不敢下楼。"),
                Press("#follow-up button"),
            ),
            "重新办理",
        ),
        Step(
            FOLLOW_UP,
            "/desk/messages/{answered}/",
            _("升一级，由区里接着办"),
            _("重办的留言升了一级，归区里办。按“受理”。"),
            (Press('form[action$="/accept/"] button'),),
            "办理中",
        ),
        Step(
            FOLLOW_UP,
            "/desk/messages/{answered}/",
            _("区里答复"),
            _("这回查清原因再答复。"),
            (
                Fill(
                    "#reply [name=text]",
                    "区住建局派电工上门，查明是线路老化短路，不是开关的事。已更换单元立管照明线路42米，"
                    "质保一年；费用从小区公共收益列支，下期在公共收益事项里公开。",
                ),
                Choose("#reply [name=reason]", "问题已解决"),
                Press("#reply button"),
            ),
            "已答复",
        ),
        Step(
            Who(Role.RESIDENT, DONGTA),
            "/messages/{answered}/",
            _("来信人看到新答复"),
            _("打开“办理经过”，每一步都在，谁也改不了。"),
            (Press("details:has(ol.timeline) > summary"),),
            "重新办理",
        ),
    ),
)
