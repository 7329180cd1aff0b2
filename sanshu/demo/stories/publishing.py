"""(b) A dead man on the pension list. (d) A clerk publishes, the township returns, then publishes. Pure."""

from sanshu.core.roles import Role
from sanshu.demo.places import SHANGTOU, WANGJIANG, township_of
from sanshu.demo.stories.base import VISITOR, Choose, Fill, Press, Step, Story, Who, _

CLERK, SECRETARY, OVERSIGHT = (Who(role, SHANGTOU) for role in (Role.CLERK, Role.SECRETARY, Role.OVERSIGHT))
VILLAGER = Who(Role.RESIDENT, SHANGTOU)
HANDLER, REVIEWER = Who(Role.HANDLER, township_of(SHANGTOU)), Who(Role.REVIEWER, township_of(SHANGTOU))
REVIEW = "/admin/work/drafts/{correction}/review/"
SUBMIT = ".submit-row [value=submit]"

PENSION = Story(
    key="b",
    title=_("名单里有一位已经过世的人"),
    about=_("村民在养老金名单里看到一位过世老人，提出异议；镇里受理，村里更正，签字，发布，页面上写着改过。"),
    steps=(
        Step(
            VILLAGER,
            "/records/{pensions}/",
            _("名单给本村居民看"),
            _("这位村民用户码登记过，看得到名单。老人去年冬天就走了，名字还在。按那一行的“有疑问”。"),
            (Press("#row-{row} td.action a"),),
            "问的是",
        ),
        Step(
            VILLAGER,
            "/messages/new/?village={shangtou}&record={pensions}&row={row}",
            _("对这一行提出异议"),
            _("写一句话，按“提交”。"),
            (
                Fill("[name=text]", "这一行的老人去年冬天就过世了，名单上怎么还在发？"),
                Press("main form .buttons button"),
            ),
            "查询码",
        ),
        Step(
            HANDLER,
            "/desk/messages/{objection}/",
            _("镇里受理"),
            _("留言里带着是哪份公开、哪一行。按“受理”。"),
            (Press('form[action$="/accept/"] button'),),
            "办理中",
        ),
        Step(
            CLERK,
            "/admin/work/records/{pensions}/",
            _("村里开始更正"),
            _("已经公开的不能涂改，只能更正，理由要写给村民看。写好按“更正”。"),
            (Fill("#reason", "核对户籍，一位领取人已过世，停发并更正名单。"), Press(".submit-row [value=correct]")),
            "更正理由",
        ),
        Step(
            CLERK,
            "/admin/work/drafts/{correction}/",
            _("改那一行"),
            _("把这一行的状态改成“死亡停发”，上面的停发人数和上报死亡人数各填1，按“保存并送审”。"),
            (
                Fill("[name=stopped]", "1"),
                Fill("[name=deaths_reported]", "1"),
                Choose("[name=rows-{place}-status]", "死亡停发"),
                Press(SUBMIT),
            ),
            "已送审",
        ),
        Step(
            OVERSIGHT,
            REVIEW,
            _("监督委员会签字"),
            _("看清楚改了什么，签字。"),
            (Press(".submit-row [value=oversight]"),),
            "已签署",
        ),
        Step(SECRETARY, REVIEW, _("书记签字"), _("书记也要签。"), (Press(".submit-row [value=secretary]"),), "已签署"),
        Step(
            REVIEWER,
            REVIEW,
            _("镇里发布更正"),
            _("镇里填上人社所的审核日期，按“发布”。"),
            (
                Fill("[name=ticks-0-office]", "前甸镇人社所"),
                Fill("[name=ticks-0-day]", "{today}"),
                Press(".submit-row [value=publish]"),
            ),
            "已公开",
        ),
        Step(
            HANDLER,
            "/desk/messages/{objection}/",
            _("镇里答复"),
            _("写明查到了什么、改了什么，按“答复”。"),
            (
                Fill(
                    "#reply [name=text]",
                    "经与派出所户籍和人社所核对，来信反映属实。自本月起停发，名单已更正公开，多发的养老金由人社所按规定追回。",
                ),
                Press("#reply button"),
            ),
            "已答复",
        ),
        Step(
            VILLAGER,
            "/records/{pensions}/",
            _("村民看到改过了"),
            _("页面上写着更正过。按“看改了什么”，每次改动都留着。"),
            (Press('.notice a[href$="/revisions/"]'),),
            "更正",
        ),
    ),
)

W_CLERK, W_SECRETARY, W_OVERSIGHT = (Who(role, WANGJIANG) for role in (Role.CLERK, Role.SECRETARY, Role.OVERSIGHT))
W_REVIEWER = Who(Role.REVIEWER, township_of(WANGJIANG))
W_REVIEW = "/admin/work/drafts/{draft}/review/"

RETURNED = Story(
    key="d",
    title=_("退回一次，再公开"),
    about=_("报账员把数字多打了一个零；监督委员会和书记签了字，镇里看出来退回；改好，再签，发布。"),
    steps=(
        Step(
            W_CLERK,
            "/admin/",
            _("今天要公开什么"),
            _("报账员第一眼看到欠着的，按期限排好。在这一项上按“写一份”。"),
            (Press('form[action$="/obligations/{owed}/start/"] button:not([name])'),),
            "总体情况",
        ),
        Step(
            W_CLERK,
            "/admin/work/drafts/{draft}/",
            _("填好，送审"),
            _("照实填。不小心把出具证明的份数多打了一个零。按“保存并送审”。"),
            (
                Fill(
                    "[name=tasks]", "协助完成医保参保登记、秋收防火巡查和防汛物资盘点，入户核对养老资格认证四十一人。"
                ),
                Fill("[name=certs_issued]", "230"),
                Fill("[name=disputes]", "3"),
                Fill("[name=hot_issues]", "反映排水沟两侧土堆没有拉走，已安排清运；反映客车不进村，正与客运站协商。"),
                Press(SUBMIT),
            ),
            "已送审",
        ),
        Step(
            W_OVERSIGHT,
            W_REVIEW,
            _("监督委员会签字"),
            _("签字前先看村民会看到什么。"),
            (Press(".submit-row [value=oversight]"),),
            "已签署",
        ),
        Step(
            W_SECRETARY,
            W_REVIEW,
            _("书记签字"),
            _("书记签字，送镇里。"),
            (Press(".submit-row [value=secretary]"),),
            "已签署",
        ),
        Step(
            W_REVIEWER,
            W_REVIEW,
            _("镇里退回"),
            _("一个季度出具230份证明不合常理。写明哪里要改，按“退回”。"),
            (Fill("#reason", "出具证明230份，和用印登记对不上，请核对后再报。"), Press("[name=do][value=return]")),
            "已退回",
        ),
        Step(
            W_CLERK,
            "/admin/work/drafts/{draft}/",
            _("改好再送"),
            _("退回的理由在最上面。把230改成23，按“保存并送审”。"),
            (Fill("[name=certs_issued]", "23"), Press(SUBMIT)),
            "已送审",
        ),
        Step(
            W_OVERSIGHT,
            W_REVIEW,
            _("重新签字"),
            _("改过的稿子要重新签。"),
            (Press(".submit-row [value=oversight]"),),
            "已签署",
        ),
        Step(
            W_SECRETARY,
            W_REVIEW,
            _("书记重新签字"),
            _("书记也要重新签。"),
            (Press(".submit-row [value=secretary]"),),
            "已签署",
        ),
        Step(
            W_REVIEWER,
            W_REVIEW,
            _("镇里发布"),
            _("这回对上了。按“发布”。"),
            (Press(".submit-row [value=publish]"),),
            "已公开",
        ),
        Step(
            VISITOR,
            f"/villages/{WANGJIANG}/",
            _("村民马上看到"),
            _("新公开的排在最前面，按一下就能看全文。"),
            (Press('[aria-labelledby=new-h] a[href*="/records/"]'),),
            "出具证明",
        ),
    ),
)
