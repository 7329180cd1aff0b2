"""Invented people with north-eastern names. Every number is made up: the area of the ID numbers does not exist. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sanshu.core.identity import check_character
from sanshu.demo.dice import Dice
from sanshu.demo.places import UNITS

#: No county of China has an area code 2199xx, so no number made here can be a real person's.
NOWHERE = "2199"
#: No bank has this issuer number.
NO_BANK = "629999"

SURNAMES = (
    "王王王王李李李李张张张张刘刘刘刘陈陈杨杨赵赵赵孙孙于于徐高马马郭姜佟佟关关那宋吴曲鲍何金白包孟邵丛滕"
    "谭肖袁董潘田范卢崔唐冯韩魏薛陶"
)
OLD_MEN = (
    "守业 德福 永贵 长河 玉林 国发 凤山 宝财 殿臣 占元 喜春 万有 树森 庆余 连生 景芳 洪久 文祥 士英 广田 兴武 "
    "福全 玉春 恩泽 继先 振东 显忠 维山 春耕 秉义 作良 百川"
)
OLD_WOMEN = (
    "桂兰 淑珍 玉芬 凤琴 秀芝 桂荣 素梅 淑清 玉珍 春荣 桂香 凤霞 淑英 秀云 素芹 桂芝 玉华 兰英 凤兰 淑贤 秀珍 桂琴 "
    "素兰 亚芹 雅琴 翠花 月娥 金凤 占英 彩云"
)
MEN = (
    "志刚 海涛 宏伟 立国 春雷 建平 大勇 长江 俊峰 永强 铁军 洪亮 明辉 忠民 广生 庆国 成林 世凯 少华 金龙 佰顺 晓东 "
    "宝山 新野 延军 占军 绍辉 传宝 树新 立冬"
)
WOMEN = (
    "丽华 艳秋 春梅 红霞 晓梅 立新 玉杰 秋菊 丽娟 海燕 亚男 淑艳 冬梅 春燕 晶晶 雪松 玉玲 凤丽 秀娟 文静 立群 艳华 "
    "桂红 志敏 敬秋 兴华 百灵 月明 彦春 忠霞"
)
ELDER_BORN = 1966


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    name: str
    sex: str
    born: date
    group: str
    village: int
    number: int  # which one of the village

    @cached_property
    def id_number(self) -> str:
        """A number of the right shape and check character, of an area that does not exist."""
        place = UNITS.index(self.village) if self.village in UNITS else 99
        order = self.number % 500 * 2 + (self.sex == "男")
        first17 = f"{NOWHERE}{place:02}{self.born:%Y%m%d}{order:03}"
        return first17 + check_character(first17)

    @cached_property
    def account(self) -> str:
        """A 19-digit card number with a right check digit, of a bank that does not exist."""
        first18 = f"{NO_BANK}{self.village % 10**8:08}{self.number % 10**4:04}"
        return first18 + luhn_digit(first18)

    def age(self, on: date) -> int:
        """Give the age on a day."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


def luhn_digit(digits: str) -> str:
    """Give the check digit that makes a card number valid (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004  # the digit sum of 10 to 18
    return str(-total % 10)


def invent(dice: Dice, *, place: tuple[int, int, str], born: date, sex: str, surname: str = "") -> Person:
    """Invent a person of a (village, number, group); names fit sex and generation."""
    village, number, group = place
    elders = {"男": OLD_MEN, "女": OLD_WOMEN}
    given = (elders if born.year < ELDER_BORN else {"男": MEN, "女": WOMEN})[sex]
    name = (surname or dice.pick(SURNAMES)) + dice.pick(given.split())
    return Person(name=name, sex=sex, born=born, group=group, village=village, number=number)


def born_at(dice: Dice, *, age: int, on: date) -> date:
    """Give a birthday for somebody of that age."""
    return on - timedelta(days=age * 365 + age // 4 + dice.between(2, 360))
