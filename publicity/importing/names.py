"""What offices call a column: the words found above it, made comparable, and the field they mean. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from publicity.catalogue import Field, ItemSpec

#: A target is a field's key, or a key with a choice that the column stands for: `amount|direction=收入`.
Target = str
_BRACKETS = re.compile(r"\(([^()]*)\)")
_NOISE = re.compile(r"[\s*:、,.。#/·\"'“”]+")
_UNITS = frozenset({"元", "万元", "人民币元", "人民币"})
_EXACT, _ALIAS, _PART, _ALIKE = 100, 90, 60, 50
_ALIKE_FROM = 0.75
#: No heading that means a field is longer; comparing is quadratic, and a cell may hold thirty thousand characters.
_LONGEST_NAME = 60
_SHORTEST_PART = 2

#: What else people write for a field, whatever the item; the catalogue's own labels come first.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "account_amount": ("个人账户", "个人账户金额"),
    "amount": (
        "金额",
        "发放金额",
        "实发金额",
        "应发金额",
        "发放额",
        "补贴金额",
        "补助金额",
        "补偿金额",
        "补偿款",
        "发生额",
        "合计金额",
        "实发",
        "实发数",
        "金额合计",
        "本期发放",
        "分红金额",
        "支付金额",
        "缴费金额",
        "净值",
        "期末余额",
        "保障金",
        "保障金额",
        "低保金",
        "月保障金",
        "奖励金额",
        "津贴金额",
        "合计",
    ),
    "approver": ("审批人", "批准人", "审批"),
    "area": ("面积", "亩数"),
    "attended": ("实到", "实到人数", "参加人数"),
    "bank_account": (
        "银行账号",
        "银行帐号",
        "账号",
        "帐号",
        "卡号",
        "银行卡号",
        "一卡通",
        "一卡通账号",
        "一卡通号",
        "存折账号",
        "惠农卡号",
        "社保卡号",
        "社保卡银行账号",
        "开户账号",
        "收款账号",
    ),
    "base_amount": ("基础养老金",),
    "cadre_relative": ("是否干部亲属", "干部亲属", "是否村干部近亲属", "近亲属", "是否近亲属"),
    "category": ("类别", "类型", "种类", "费用类别"),
    "contract_no": ("合同号", "合同编号"),
    "counterparty": (
        "对方单位",
        "收付款单位",
        "收款单位",
        "付款单位",
        "收款人",
        "往来单位",
        "对方",
        "单位或个人",
        "客户",
    ),
    "date": ("日期", "时间", "记账日期", "发生日期", "业务日期", "年月日", "收支日期", "入账日期"),
    "days": ("工日", "天数", "工作天数", "出工天数", "用工天数"),
    "declared_area": ("申报面积", "上报面积"),
    "direction": ("收支", "收或支", "收支类型", "收支类别", "方向"),
    "group_name": (
        "村民小组",
        "小组",
        "组别",
        "组",
        "屯",
        "自然屯",
        "所在小组",
        "所在屯",
        "网格",
        "居民小组",
        "屯组",
        "村组",
        "组名",
        "住址",
    ),
    "handler": ("经办人", "经手人", "报销人", "经办"),
    "household_head": ("户主", "户主姓名"),
    "id_number": (
        "身份证",
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "证件号码",
        "证件号",
        "居民身份证号码",
        "身份证件号码",
        "身份证件号",
    ),
    "invoice_no": ("发票号", "发票号码", "票据号", "票据号码", "发票编号"),
    "name": (
        "姓名",
        "户主",
        "户主姓名",
        "农户姓名",
        "农户",
        "农户名称",
        "领取人",
        "领取人姓名",
        "受益人",
        "对象",
        "发放对象",
        "补贴对象",
        "人员姓名",
        "申请人",
        "被征地户",
        "成员姓名",
        "被补偿人",
        "持卡人",
        "老人姓名",
        "名称",
    ),
    "original_value": ("原值", "账面原值"),
    "pay_date": ("发放日期", "发放时间", "支付日期", "打卡日期"),
    "pay_method": ("支付方式", "结算方式", "付款方式", "发放方式"),
    "payee": ("收款方", "收款人", "收款单位", "收付款单位", "对方单位", "领款人"),
    "payee_account": ("收款账号", "对方账号", "银行账号"),
    "persons": ("人数", "保障人数", "人口", "享受人数"),
    "position": ("职务", "岗位"),
    "quantity": ("数量", "台数"),
    "rate": ("标准", "单价", "补贴标准", "补偿标准", "补助标准", "每亩标准"),
    "relation": ("与户主关系", "关系"),
    "remark": ("备注", "说明"),
    "shares": ("份额", "股数", "股份数", "股份"),
    "start_month": ("享受月份", "起始月份", "纳入时间", "享受时间"),
    "status": ("状态", "变动", "变动情况", "变动状态", "增减情况"),
    "subject": ("科目", "会计科目", "科目名称"),
    "summary": ("摘要", "用途", "事由", "项目", "业务内容", "内容", "收支项目", "款项用途"),
    "unit": ("计量单位", "单位"),
    "verified_area": ("核定面积", "核实面积", "补贴面积", "面积", "种植面积", "亩数"),
    "voucher_no": ("凭证号", "凭证编号", "凭证字号", "记账凭证号", "凭证"),
    "witness": ("证明人", "见证人", "验收人"),
}
_INCOME = ("收入", "收入金额", "收入数", "收方", "收方金额", "借方", "借方金额", "增加", "进账")
_EXPENSE = ("支出", "支出金额", "支出数", "付方", "付方金额", "贷方", "贷方金额", "减少", "付出", "出账")
#: Columns of every office's table that no disclosure takes.
LEFT_OUT = frozenset(
    {
        "序号",
        "编号",
        "行号",
        "签字",
        "签名",
        "签章",
        "签字盖章",
        "领取人签字",
        "余额",
        "结余",
        "联系电话",
        "手机号",
        "电话",
    }
)


@dataclass(frozen=True)
class Heading:
    """What stands above a column: the words as written, and as they are compared, from the lowest row up."""

    words: str
    keys: tuple[str, ...]
    unit: str = ""


def heading(parts: list[str]) -> Heading:
    """Join the cells above a column, top first: 金额 over 收入(元) reads 金额收入, also 收入, in 元."""
    words = [part for place, part in enumerate(parts) if part and part not in parts[:place]]
    units = [unit for part in words for unit in _BRACKETS.findall(_folded(part)) if unit in _UNITS]
    whole, lowest, top = "".join(words), words[-1] if words else "", words[0] if words else ""
    keys = dict.fromkeys(key for text in (whole, lowest, top) for key in _keys(text))
    return Heading(" ".join(words), tuple(keys), "万元" if "万元" in units else "元" if units else "")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=4096)
def _keys(text: str) -> tuple[str, ...]:
    folded = _folded(text[:_LONGEST_NAME])
    without = _NOISE.sub("", _BRACKETS.sub("", folded))
    whole = _NOISE.sub("", folded.replace("(", "").replace(")", ""))
    return tuple(dict.fromkeys(key for key in (without, whole) if key))


def targets_of(spec: ItemSpec) -> dict[Target, tuple[str, ...]]:
    """Give every target of an item's rows with the names that mean it, the catalogue's label first."""
    found: dict[Target, tuple[str, ...]] = {}
    for one in spec.row_fields:
        if one.type != "file":
            names = (one.label, *OTHER_NAMES.get(one.key, ()))
            found[one.key] = tuple(dict.fromkeys(key for name in names for key in _keys(name)))
    direction, amount = spec.row_field("direction"), spec.row_field("amount")
    if direction and amount:
        for choice, names in (("收入", _INCOME), ("支出", _EXPENSE)):
            if choice in direction.choices:
                found[f"amount|direction={choice}"] = names
    return found


def field_of(spec: ItemSpec, target: Target) -> tuple[Field | None, dict[str, str]]:
    """Give the field that a target fills, and what else a value there says of its row."""
    key, _, also = target.partition("|")
    name, _, choice = also.partition("=")
    return spec.row_field(key), {name: choice} if also else {}


def scores(found: Heading, targets: dict[Target, tuple[str, ...]]) -> Iterator[tuple[int, Target]]:
    """Say how well a heading names each target, 0 to 100; only what may well be meant."""
    if not found.keys or set(found.keys[:2]) & LEFT_OUT:
        return
    for target, names in targets.items():
        best = max((_score(key, name, first=place == 0) for key in found.keys for place, name in enumerate(names)))
        if best:
            yield best, target


def _score(key: str, name: str, *, first: bool) -> int:
    if key == name:
        return _EXACT if first else _ALIAS
    shorter = min(len(key), len(name))
    if shorter >= _SHORTEST_PART and (name in key or key in name):
        return _PART + min(shorter, 9)
    if shorter > _SHORTEST_PART and SequenceMatcher(None, key, name).ratio() >= _ALIKE_FROM:
        return _ALIKE
    return 0
