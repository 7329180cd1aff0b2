"""Words of village finance and procedure that a neighbour would have to explain, explained. Pure.

The accounts are those of the accounting rules for rural collective economic organisations (财会〔2023〕14号), the procedures
those of the Organic Law of the Villagers' Committees.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word as it stands on pages, and what it means, in both languages."""

    word: str
    meaning: str
    word_en: str
    meaning_en: str


TERMS = (
    Term(
        "专项应付款",
        "上级拨给村里、只能花在指定事情上的钱，像修路款、改厕款。花不完要退回或者结转，不能挪去干别的。",
        "special payables",
        "Money from above that may only be spent on one named thing, such as a road. What is left goes back.",
    ),
    Term(
        "一事一议",
        "为村里一件公益事，大家开会商量，愿意的话按人出钱或出工，政府再补一部分。",
        "case-by-case levy",
        "Residents meet on one public work and agree to give money or labour for it; the government adds a part.",
    ),
    Term(
        "公积公益金",
        "集体每年从收益里留下的钱，用来扩大生产和办公益事，不分给个人。",
        "reserve and welfare fund",
        "What the collective keeps of its yearly surplus for investment and public good; it is not handed out.",
    ),
    Term(
        "收益分配",
        "集体一年挣的钱怎么分：先留公积公益金，再按份额分给成员。",
        "distribution of surplus",
        "How the year's surplus is divided: first the reserve, then members by their shares.",
    ),
    Term(
        "内部往来",
        "集体和成员、下属单位之间互相欠的钱。",
        "internal accounts",
        "What the collective and its members or units owe each other.",
    ),
    Term("应收款", "别人欠集体、还没收回来的钱。", "receivables", "Money that others still owe the collective."),
    Term("应付款", "集体欠别人、还没付的钱。", "payables", "Money that the collective still owes to others."),
    Term(
        "应付劳务费",
        "请人干活、该给还没给的工钱。",
        "labour fees payable",
        "Pay that is due for work and not yet paid.",
    ),
    Term("应付工资", "该给干部和员工、还没发的工资。", "wages payable", "Wages that are due and not yet paid."),
    Term(
        "在建工程",
        "正在修、还没验收的工程已经花的钱。",
        "construction in progress",
        "Money spent on works not finished.",
    ),
    Term(
        "经营收入",
        "集体自己做买卖、出租、发包挣来的钱。",
        "operating income",
        "What the collective earns by trade, rent and contracts.",
    ),
    Term("补助收入", "政府给的补助。", "subsidies received", "Grants from the government."),
    Term(
        "管理费用",
        "办公、水电、会议、差旅这些不直接生产的开销。",
        "administrative expenses",
        "Office, power, meetings, travel: what is spent on running things.",
    ),
    Term(
        "公益支出",
        "花在村里公共事情上的钱，像修路、路灯、清雪。",
        "public welfare expenditure",
        "Spending on public things.",
    ),
    Term("税金及附加", "按规定要交的税。", "taxes and surcharges", "Taxes that must be paid."),
    Term(
        "四议两公开",
        "村里大事要过四道会：党组织提议、“两委”商议、党员大会审议、村民会议决议；决议和结果都要公开。",
        "four meetings, two notices",
        "Great matters pass four meetings, and both the decision and its outcome are made public.",
    ),
    Term(
        "收支结余",
        "收进来的减去花出去的，剩下的钱。",
        "balance",
        "What is left when spending is taken from income.",
    ),
    Term("记账凭证", "每笔账的原始依据，附着发票或收据。", "voucher", "The paper behind each entry, with its invoice."),
    Term("户码", "村里发给每户的一次性号码，用来证明您是本村居民。", "household code", "A code that proves residency."),
    Term(
        "特困供养",
        "没有劳动能力、没有收入、没人赡养的人，由国家供养。",
        "support for the destitute",
        "People who cannot work, have no income and nobody to keep them are kept by the state.",
    ),
    Term(
        "低保",
        "家里人均收入低于当地标准的，国家按月补差额。",
        "minimum living allowance",
        "A monthly top-up to a floor.",
    ),
    Term(
        "高龄津贴",
        "到了规定岁数的老人，政府按月或按季发的钱。",
        "old-age allowance",
        "Money for people above a set age.",
    ),
    Term(
        "误工补贴",
        "给村里干活耽误了自己的活，按天给的补贴。",
        "compensation for lost work",
        "Day pay for village work.",
    ),
)


def explained(texts: Iterable[str]) -> list[Term]:
    """List the terms that stand in any of the texts (in Chinese or English), in the order of the list above."""
    whole = "\n".join(texts).lower()
    return [term for term in TERMS if term.word in whole or term.word_en in whole]
