"""Words that name a field of a project or a column of an indicator table, in all forms known so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NOISE = re.compile(r"[\s*＊:：、]|[（(\[【][^）)\]】]*[）)\]】]")
_WITH_UNIT = re.compile(r"(?:及|和|与|含)(?:度量|计量)?单位$")
_UNIT = re.compile(r"[（(\[【]?\s*(?:单位[:：]?)?(?P<unit>亿元|万元|千元|元)\s*[）)\]】]?")

COLUMN_WORDS: dict[str, tuple[str, ...]] = {
    "code": ("项目编码", "项目代码", "项目编号", "预算项目编码", "预算项目代码", "子项目编码"),
    "name": ("项目名称", "预算项目名称", "子项目名称", "专项名称", "政策名称", "转移支付名称", "二级项目名称", "一级项目名称"),
    "budget": (
        "预算数", "预算金额", "预算额", "预算资金", "资金总额", "年度资金总额", "年度预算数", "年度预算", "年度预算金额", "全年预算数",
        "年初预算数", "项目预算", "金额合计", "预算金额合计", "项目金额", "预算安排数", "预算总额", "项目资金", "年度资金", "本年预算", "本年预算数", "当年预算数",
        "预算", "资金预算", "项目预算数", "项目预算金额", "项目资金总额", "预算资金总额", "预算总金额", "年度资金预算",
        "预算申报数", "项目金额", "年度资金申请总额", "年度财政资金总额",
    ),
    "purpose": ("项目资金主要用途", "资金主要用途", "资金用途", "项目概况", "项目内容", "主要内容", "预算规模及资金用途", "项目主要内容"),
    "goal": (
        "绩效目标", "年度目标", "年度绩效目标", "年度总体目标", "总体目标", "总体绩效目标", "项目绩效目标", "预期目标", "项目年度目标",
        "年度总体绩效目标", "项目总体目标", "年初设定目标", "项目年度绩效目标",
    ),
    "longterm_goal": ("中期目标", "中长期目标", "长期目标", "中期绩效目标", "中长期绩效目标", "实施期目标", "实施期绩效目标", "实施期总目标", "总体绩效目标（中期）", "项目总目标"),
    "longterm_budget": ("中期资金总额", "实施期资金总额", "中长期资金总额", "项目总投资", "总投资", "中期资金"),
    "executed": ("全年执行数", "执行数", "预算执行数", "实际支出", "实际执行数", "全年支出数", "年度执行数", "全年预算执行数"),
    "rate": ("执行率", "预算执行率", "预算执行进度", "支出进度"),
    "section": ("绩效指标", "年度绩效指标", "绩效指标表", "指标体系", "年度指标", "中期绩效指标"),
    "task": ("任务名称", "主要内容", "年度主要任务", "主要任务", "重点工作任务"),
    "plan": ("资金支出计划", "支出计划", "资金支出进度", "用款计划"),
    "department": ("主管部门", "主管部门及代码", "主管部门名称", "部门名称及代码", "部门（单位）名称", "单位编码及名称", "预算单位", "单位名称", "部门名称", "实施单位", "预算部门", "项目单位", "填报单位", "主管单位", "预算部门名称", "主管预算部门", "项目主管部门", "地方主管部门", "项目实施单位"),
    "level1": ("一级指标", "一级指标名称"),
    "level2": ("二级指标", "二级指标名称"),
    "level3": ("三级指标", "三级指标名称", "指标名称", "绩效指标名称", "具体指标", "三级指标内容", "考核指标", "考核指标名称"),
    "description": (
        "绩效指标描述", "指标描述", "指标解释", "指标说明", "指标内容", "绩效指标说明", "绩效指标解释", "三级指标解释", "三级指标描述", "指标含义",
        "指标释义", "绩效指标内容", "指标值说明", "计算方法", "指标解释及计算公式",
    ),
    "target": (
        "指标值", "年度指标值", "目标值", "绩效指标值", "年度目标值", "计划指标值", "指标目标值", "预期指标值", "年度绩效指标值", "指标计划值",
        "计划值", "预期值", "预期完成值", "年初指标值", "全年指标值", "年度计划值", "年初目标值",
        "绩效目标值", "预期目标值", "本年目标值", "本年指标值", "当年目标值", "当年指标值", "考核目标值", "考核标准值",
    ),
    "comparator": ("指标性质", "指标方向", "运算符号", "运算符", "比较符", "计算符号", "指标值性质", "关系符号", "指标符号", "符号", "比较符号"),
    "unit": ("度量单位", "计量单位", "指标单位", "单位", "指标值单位", "目标值单位", "指标计量单位", "计算单位"),
    "basis": (
        "指标值确定依据", "绩效指标值确定依据", "指标值设定依据", "指标确定依据", "指标设定依据", "确定依据", "设定依据", "指标来源", "指标值来源",
        "指标依据", "依据", "佐证资料", "数据来源", "指标值依据", "评价标准",
    ),
    "weight": ("权重", "分值", "指标权重", "指标分值", "分值权重", "标准分", "满分"),
    "actual": (
        "实际完成值", "全年完成值", "实际完成指标值", "全年实际值", "实际值", "完成值", "实际完成情况", "全年实际完成值", "指标完成值",
        "实际完成", "全年实际完成情况", "完成情况", "全年完成情况", "目标实际完成情况", "年度目标完成情况",
    ),
    "score": ("得分", "自评得分", "指标得分", "评价得分"),
    "deviation_reason": ("偏差原因", "未完成原因", "偏差原因分析", "未完成原因分析", "原因分析", "偏差原因分析及改进措施", "偏差分析"),
}  # fmt: skip
_FIELDS = {word: name for name, words in COLUMN_WORDS.items() for word in words}
_MONITORED = re.compile(r"\d{1,2}[-—–~至]\d{1,2}月(?:份)?.*(?:执行|完成|实际).*")
_REASON = re.compile(r"(?:偏差|未完成).{0,6}原因.*")
_EXECUTED = re.compile(r"\d{1,2}[-—–~至]\d{1,2}月(?:份)?(?:预算)?执行(?P<rate>数|率)")
_SIGNATURE = re.compile(
    r"(?:填报|审核|联系|填表|制表|经办|复核|负责|单位|部门|财务|分管|主管|项目)?(?:人|负责人|领导|电话|日期|时间|签字|盖章|签章)[:：].*"
    r"|(?:注|备注|说明|填表说明|填报说明|附注)\d?[:：、.．].*|(?:备注|其他需要说明的问题|填报单位[（(]盖章[)）])[:：]?"
)
_SOURCES = re.compile(
    r"(?:其中)?[①②③\d.、]*(?P<source>(?:当年|本年|年初|年度)?(?:一般公共预算|政府性基金|财政|中央|地方|省级|市级|区级|县级|乡镇|本级|其他|其它|上级|上年|以前年度|自筹|单位|事业收入|经营收入|银行贷款|债券|结转|社会|非财政)"
    r"(?:预算|拨款|资金|补助|结转|结余|财政|收入|自筹|自有|专项|转移支付|配套|投入)*)"
)
HEAD_FIELDS = frozenset({"code", "name", "budget", "purpose", "goal", "plan", "department"})
REPEATED_FIELDS = frozenset({"level2", "level3", "target"})
"""Columns that stand twice where mid-term and annual targets are side by side."""


@dataclass(frozen=True)
class Heading:
    """A word of a form: ``field`` is what it names; ``unit`` the money unit written with it; ``monitoring``: a part of the year."""

    field: str
    unit: str | None = None
    monitoring: bool = False


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading | None:
    """What a cell names, None where it is not a heading."""
    if not text or len(text) > 40:
        return None
    bare = plain(text)
    if executed := _EXECUTED.fullmatch(bare):
        return Heading("executed" if executed["rate"] == "数" else "rate", monitoring=True)
    if _MONITORED.fullmatch(bare):
        return Heading("actual", monitoring=True)
    name = _FIELDS.get(bare) or ("deviation_reason" if _REASON.fullmatch(bare) else None)
    return Heading(name, money_unit(text)) if name else None


def is_signature(text: str) -> bool:
    """Whether a cell is a signature line or a remark below a table (审核人：…, 注：…)."""
    return _SIGNATURE.fullmatch(text.replace(" ", "")) is not None


def funding_source(text: str) -> str | None:
    """The source of money a cell names (其中：财政拨款 → 财政拨款), None where it names none."""
    match = _SOURCES.fullmatch(plain(text))
    return match["source"] if match else None


def money_unit(text: str) -> str | None:
    """The unit of money written in a heading, e.g. 万元 in 预算数（万元）."""
    match = _UNIT.search(text)
    return match["unit"] if match else None


def plain(text: str) -> str:
    """A heading without blanks, colons, stars, what stands in brackets, and the remark that its unit is written with it."""
    return _WITH_UNIT.sub("", _NOISE.sub("", text))
