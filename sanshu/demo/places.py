"""Which real villages the demo province plays in: forty-one units of eight townships in six cities. Pure."""

from dataclasses import dataclass

KANGPING_AOHANTUN = 210123103204
KANGPING_LIUJIAWOBU = 210123106207
WANGJIANG = 210604005200
DONGTA = 210302011004
SHANGTOU = 210411102215

#: The villages that press reports about the real platform named, and neighbours from the same register.
UNITS: tuple[int, ...] = (
    *(210123106000 + n for n in (200, 201, 205, 206, 207, 208, 212)),  # 沈阳市康平县二牛所口镇
    *(210123103000 + n for n in (200, 202, 203, 204, 208, 209)),  # 沈阳市康平县方家屯镇
    *(210604005000 + n for n in (200, 400)),  # 丹东市振安区太平湾街道
    *(210302011000 + n for n in (1, 3, 4, 5, 9)),  # 鞍山市铁东区湖南街道
    *(210411102000 + n for n in (17, 202, 208, 211, 214, 215)),  # 抚顺市顺城区前甸镇
    *(210381123000 + n for n in (6, 201, 204, 209, 213)),  # 鞍山市海城市牛庄镇
    *(210782105000 + n for n in (200, 204, 210, 214, 218)),  # 锦州市北镇市闾阳镇
    *(211224102000 + n for n in (8, 200, 202, 208, 211)),  # 铁岭市昌图县八面城镇
)

#: Landline area codes by city; the numbers behind them are made up.
AREA_CODES = {2101: "024", 2103: "0412", 2104: "024", 2106: "0415", 2107: "0416", 2112: "024"}


@dataclass(frozen=True)
class Place:
    """One unit with the names of all that stands above it."""

    code: int
    name: str
    kind: str
    township: str
    county: str
    city: str

    @property
    def is_village(self) -> bool:
        """Whether it is a village, not an urban community."""
        return self.kind == "village"

    @property
    def short(self) -> str:
        """The name as people say it, without 村 or 社区."""
        return self.name.removesuffix("村").removesuffix("社区")

    @property
    def office_phone(self) -> str:
        """An office telephone that does not exist, in the city's area code."""
        return f"{AREA_CODES[self.code // 10**8]}-2000{self.code % 10**4:04}"

    @property
    def complaint_phone(self) -> str:
        """The township's telephone for complaints, made up too."""
        return f"{AREA_CODES[self.code // 10**8]}-2001{self.code // 1000 % 10**4:04}"


def township_of(code: int) -> int:
    """Give the township a unit belongs to."""
    return code // 1000 * 1000
