"""What a north-eastern village earns and spends in the course of a year, by month. Pure."""

from dataclasses import dataclass

from sanshu.demo.world import World

ALL = tuple(range(1, 13))
QUARTER_ENDS = (3, 6, 9, 12)
WINTER = (11, 12, 1, 2, 3)


@dataclass(frozen=True)
class Line:
    """One kind of entry: its words, its account, with whom, between which amounts, in which months."""

    summary: str
    subject: str
    party: str
    span: tuple[int, int]
    months: tuple[int, ...] = ALL
    label: str = "其他支出"  # what a community's ledger calls it
    fee: str = ""  # what the ledger of administrative costs calls it
    comes_in: bool = False
    likely: int = 100  # in how many of a hundred such months

    @property
    def low(self) -> int:
        """The least it costs."""
        return self.span[0]

    @property
    def high(self) -> int:
        """The most it costs."""
        return self.span[1]


BOTH: tuple[Line, ...] = (
    Line("购打印纸、硒鼓和档案盒", "管理费用", "{county}文宝办公用品商店", (86, 472), label="办公费", fee="办公费"),
    Line("{m}月份村部电费", "管理费用", "国网{county}供电分公司", (213, 687), label="其他支出", fee="水电取暖费"),
    Line("宽带和值班电话费", "管理费用", "中国联通{county}分公司", (129, 268), label="办公费", fee="通讯费"),
    Line("到镇里开会、送报表交通费", "管理费用", "户", (36, 148), label="其他支出", fee="车辆交通费", likely=70),
    Line("打印机维修", "管理费用", "{town}兴达电脑维修部", (75, 260), label="维修费", fee="维修费", likely=25),
    Line("订阅下一年度党报党刊", "管理费用", "中国邮政{county}分公司", (1_420, 2_380), (11,), "办公费", "报刊费"),
    Line("村部取暖用煤", "管理费用", "{county}广源煤炭经销处", (3_870, 8_460), (10,), "其他支出", "水电取暖费"),
    Line("村部门窗和走廊灯维修", "管理费用", "{town}利民五金店", (118, 934), (4, 9), "维修费", "维修费"),
    Line("村部自来水费", "管理费用", "{county}自来水公司", (46, 183), (2, 5, 8, 11), "其他支出", "水电取暖费"),
    Line("存款利息", "其他收入", "{county}农村信用合作联社", (37, 412), QUARTER_ENDS, "其他收入", comes_in=True),
    Line("重阳节走访老人慰问品", "公益支出", "{town}惠民超市", (863, 2_740), (10,), "活动费"),
    Line("春节前走访困难户和老党员慰问品", "公益支出", "{town}惠民超市", (1_240, 3_860), (1,), "活动费"),
)

VILLAGE: tuple[Line, ...] = (
    Line("拨入本季度村级组织运转经费", "补助收入", "{county}财政局", (17_300, 28_900), (1, 4, 7, 10), comes_in=True),
    Line("收村集体果园、鱼塘承包费", "经营收入", "户", (2_630, 11_870), (3, 4, 12), comes_in=True),
    Line("收村集体旧校舍出租租金", "经营收入", "户", (1_460, 5_920), (1, 6), comes_in=True),
    Line("收集体光伏电站发电收入", "经营收入", "国网{county}供电分公司", (763, 4_310), comes_in=True),
    Line("村内保洁员{m}月工资", "应付劳务费", "户", (1_830, 3_690)),
    Line("路灯电费和灯头更换", "公益支出", "国网{county}供电分公司", (342, 1_270)),
    Line("机井水泵维修", "经营支出", "{town}农机修配厂", (380, 2_160), (4, 5, 6, 7)),
    Line("屯路清雪柴油和机械费", "公益支出", "户", (427, 2_980), WINTER, likely=65),
    Line("防汛编织袋和水泵租赁", "公益支出", "{town}利民五金店", (560, 3_140), (7, 8), likely=80),
    Line("春季防火巡查油料和宣传条幅", "公益支出", "{town}宏图广告部", (310, 1_180), (3, 4)),
    Line("秸秆离田打包机械费", "公益支出", "户", (1_920, 6_480), (11,)),
    Line("学校路口扬尘洒水车费", "公益支出", "户", (186, 640), (4, 5, 9, 10), likely=60),
    Line("村民代表误工补助", "应付劳务费", "户", (180, 530), likely=55),
    Line("公开栏更换玻璃和打印展板", "公益支出", "{town}宏图广告部", (143, 680), likely=35),
    Line("垃圾桶和清扫工具", "公益支出", "{town}利民五金店", (118, 760), likely=60),
    Line("卫生室门前砂石料", "公益支出", "户", (340, 1_260), (4, 6, 8, 10), likely=60),
    Line("看管井房补助", "应付劳务费", "户", (210, 480), (4, 5, 6, 7, 8)),
    Line("{g}排水沟清淤钩机台班", "公益支出", "户", (860, 3_750), (5, 6, 9), likely=75),
    Line("屯内垃圾清运车辆费", "公益支出", "户", (680, 2_430)),
    Line("自来水管网抢修配件", "公益支出", "{town}利民五金店", (236, 1_640), (1, 2, 12), likely=70),
    Line("绿化树苗", "公益支出", "{county}苗圃", (1_150, 4_860), (4,)),
    Line("广场健身器材维修", "公益支出", "{town}利民五金店", (163, 790), (5, 9), likely=60),
    Line("返还上年修路多收款", "应付款", "户", (213, 964), (2,), likely=30),
    Line("收回往年承包费欠款", "应收款", "户", (840, 4_270), (9, 11), comes_in=True, likely=60),
)

COMMUNITY: tuple[Line, ...] = (
    Line("拨入社区工作经费", "补助收入", "{county}财政局", (11_600, 19_800), (1, 4, 7, 10), "财政拨款", comes_in=True),
    Line("拨入社区服务群众专项经费", "补助收入", "{county}民政局", (8_300, 16_700), (3, 9), "财政拨款", comes_in=True),
    Line("收活动室对外使用费", "其他收入", "户", (230, 1_170), (3, 6, 9, 12), "设施使用收入", comes_in=True),
    Line("楼道小广告清除和消防栓维修", "公益支出", "{county}洁美保洁服务部", (460, 1_870), label="维修费", likely=70),
    Line("社区老年人活动用品", "公益支出", "{town}惠民超市", (214, 936), label="物资采购", likely=65),
    Line("楼前道路和台阶清雪", "公益支出", "户", (380, 1_690), WINTER, "劳务费", likely=75),
    Line("暑期学生托管班耗材", "公益支出", "{county}文宝办公用品商店", (187, 864), (7, 8), "活动费"),
    Line("小区树木修剪", "公益支出", "{county}洁美保洁服务部", (760, 2_480), (4, 10), "劳务费"),
    Line("防汛沙袋", "公益支出", "{town}利民五金店", (210, 870), (7,), "物资采购"),
    Line("端午、中秋社区活动布置", "公益支出", "{town}宏图广告部", (320, 1_260), (6, 9), "活动费"),
)


def lines_for(world: World, month: int) -> list[Line]:
    """Give the ordinary entries of one month of a village or community."""
    every = BOTH + (VILLAGE if world.place.is_village else COMMUNITY)
    wanted = [line for line in every if month in line.months]
    return [line for line in wanted if world.dice("likely", month, line.summary).chance(line.likely)]
