"""The scaffold of a new rule: valid as it stands, to be rewritten by whoever adds it."""

from __future__ import annotations

_TEMPLATE = """id: {rule_id}
name: {name}
title: 用一句短语说明问题
category: measurability        # measurability consistency duplication completeness relevance feasibility format
severity: warning              # error 错误 | warning 警告 | info 提示
certainty: likely              # certain 确认 | likely 只作疑点
status: trial
given: {{place: 全部行, field: target}}
when:
  text: {{equals: [要找的词语]}}
message: “{{level3}}”的指标值“{{target}}”有问题，请说明问题在哪里。
why: 说明会造成什么后果。
advice: 说明应当怎样写，数值留空，如“≥__%”（示例，须由单位核定）。
remedy: fill                   # drop 删行 replace 换指标 move 换类别 rewrite 重写 reconcile 核对 fill 填值 correct 改格式 describe 补描述 justify 补依据
lowers: [指标科学性]
citations: [规范/填写]
examples:
  bad:                         # ⟦ ⟧ 里是应当被指出的词
    - {{level2: 数量指标, level3: 甲, target: ⟦要找的词语⟧}}
    - {{level2: 质量指标, level3: 乙, target: ⟦要找的词语⟧}}
    - {{level2: 社会效益指标, level3: 丙, target: ⟦要找的词语⟧}}
  good:
    - {{level2: 数量指标, level3: 甲, target: ≥12场, because: 有数量}}
    - {{level2: 质量指标, level3: 乙, target: 要找的词, because: 只差一个字，不是这个词}}
    - {{level2: 社会效益指标, level3: 丙, target: 0起, because: 有数量}}
"""


def scaffold(rule_id: str, name: str) -> str:
    """A rule file that loads and whose examples behave, under the given id and English name."""
    return _TEMPLATE.format(rule_id=rule_id, name=name)
