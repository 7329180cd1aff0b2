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
            _("写下想问的，选“留名字，但要保密”，留个电话好回访，按“提交”。村里看不到是谁写的。"),
            (
                Fill("[name=text]", "铁塔占地的补偿款早就到账了，我家一分没见着。到底什么时候发？"),
                Press("[name=identity][value=sealed]"),
                Fill("[name=name]", "东排地的一户"),
                Fill("[name=contact]", "024-20009137"),
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
            _("页面最上面写着下一步是谁、到哪天。看完答复，选几分，按“评价”；不满意可以要求重新办理。"),
            (Press("#rate [name=score][value='4']"), Press("#rate button")),
            "4分",
        ),
    ),
)

DISTRICT, CITY = Who(Role.FOLLOW_UP, 210302000000), Who(Role.FOLLOW_UP, 210300000000)
SENDER = Who(Role.RESIDENT, DONGTA)
CLOSED = "/desk/messages/{closed}/"

CALLBACK = Story(
    key="e",
    title=_("说是办结了，县里打个电话"),
    about=_(
        "街道答复“已解决”，两次回访没打通，就办结了。区里抽查办结件，来信人说没有解决，当场重新办理，升一级，一直办到市里回访。"
    ),
    steps=(
        Step(
            DISTRICT,
            "/desk/?clock=sample",
            _("办结了的也要抽查"),
            _("这里列着最近办结、还没和来信人说上话的。打开这一条，看看是怎么办结的。"),
            (Press('ul.lines a[href*="{closed}"]'),),
            "已办结",
        ),
        Step(
            DISTRICT,
            CLOSED,
            _("打电话，记下来"),
            _("这回打通了，来信人说没有解决。选“没解决”，写上原话，按“记录回访”。"),
            (
                Press("#follow-up [name=reason][value=not_solved]"),
                Fill("#follow-up [name=text]", "来信人说灯只亮了两天又灭了，到现在没人来，老人不敢下楼。"),
                Press("#follow-up button"),
            ),
            "重新办理",
        ),
        Step(
            DISTRICT,
            CLOSED,
            _("升一级，由区里接着办"),
            _("办结撤销了，留言升了一级，归区里办。按“受理”。"),
            (Press('form[action$="/accept/"] button'),),
            "办理中",
        ),
        Step(
            DISTRICT,
            CLOSED,
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
            SENDER,
            "/messages/{closed}/",
            _("来信人看到新答复，打分"),
            _("灯修好了。选几分，按“评价”。"),
            (Press("#rate [name=score][value='5']"), Press("#rate button")),
            "5分",
        ),
        Step(
            CITY,
            CLOSED,
            _("市里回访"),
            _("谁答复的，谁就不能自己回访。区里办的，由市里打电话。选“问题解决了”，按“记录回访”。"),
            (
                Press("#follow-up [name=reason][value=solved]"),
                Fill("#follow-up [name=text]", "来信人说灯一直亮着，线也换了新的。"),
                Press("#follow-up button"),
            ),
            "已回访",
        ),
        Step(
            CITY,
            CLOSED,
            _("这回真的办结"),
            _("来信人说解决了，才办结。按“办结”。"),
            (Press("#close button"),),
            "已办结",
        ),
        Step(
            SENDER,
            "/messages/{closed}/",
            _("每一步都在"),
            _("打开“办理经过”：第一次办结、抽查、重新办理，一步都抹不掉。"),
            (Press("details:has(ol.timeline) > summary"),),
            "办结后回访",
        ),
    ),
)
