"""The reference of all rules as one Markdown page, generated from the rule files themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.rules.grammar import Example, Rule, Standard
from auditor.rules.load import FOLDERS, Pack
from auditor.rules.verbs import VERBS
from auditor.rules.verbs.base import Verb
from auditor.wording import CATEGORY, SEVERITY

_HEAD = """# 规则说明

本页由 `auditor rules docs` 从 `rules/` 下的规则文件生成，请勿手工修改。

## 怎样写一条规则

一个文件一条规则，文件名是 `编号-英文名.yaml`，放在与 `category` 同名的文件夹里（本单位自己的规则放在任何文件夹，用 `--rules` 带上）。

| 键 | 写什么 |
|---|---|
| `id` `name` `title` | 编号（三个大写字母加三位数字）、英文短名、中文标题 |
| `category` `severity` `certainty` | 类别；`error` `warning` `info`；`certain` 是确认，`likely` 只作疑点 |
| `given` | `place` 是 `rules/places.yaml` 里的位置，`field` 是被指出的字段 |
| `when` | 什么算问题：一个条件，写法见下表 |
| `undecided_when` | 什么情况下无法判断，以及原因 |
| `message` `why` `advice` | 这里错在哪；会造成什么后果；应当怎样写。可用 `{level3}` `{target}` `{accused}` `{name}` `{budget}` 等占位符 |
| `citations` | `rules/citations.yaml` 里的标准，程序选对该单位有约束力的最强一条，其余写“参照”；`serves` 里没有本规则类别的标准不能引用，只有单位规则包里写了 `quote` 的标准才带引号印出原文 |
| `yields_to` | 同一行已由这些规则指出时，本规则不再另列（原文并入那一条的证据） |
| `contradicted_by` | 与这些规则不能同时成立：它们在同一行指出时，本规则不说 |
| `remedy` | 怎样改：`drop` 删行、`replace` 换指标、`move` 换类别、`rewrite` 重写名称和目标值、`reconcile` 核对统一、`fill` 填值、`correct` 改写法、`describe` 补描述、`justify` 补依据；同一行有几处问题时，改得最彻底的一处作主要意见，因此不必再改的不再给建议（不写时为 `fill`） |
| `lowers` | 影响审核表的哪些项目 |
| `examples` | `bad` 必须触发且恰好指中 `⟦ ⟧` 里的词，`good` 必须不触发，`undecided` 必须留作无法判断；同一行还有别的规则指出时，用 `also` 写明是哪些；`auditor rules test` 与全部规则一起逐个运行 |

一个条件写且只写一个动词：

| 动词 | 写什么 | 例如 |
|---|---|---|
{verbs}

`tokens` 按词找：`pattern` 里一项对应一处，写法就是 spaCy 的 Matcher 的全部写法，如 `{TEXT: 词}`、`{TEXT: {IN: [词, 词]}}`、`{TEXT: {REGEX: 正则表达式}}`、
`{OP: "?"}`。数量和日期是实体（`{ENT_TYPE: QUANTITY}`、`{ENT_TYPE: DATE}`），数量的量纲写 `{_: {dimension: money}}`，`IN` 后面可以直接写词表 `lexicon/名称`。
不能用 `FUZZY`（两个字的词会全部算作相同），也不能用要语言模型的 `POS` `TAG` `MORPH` `LEMMA` `DEP`。有 `tokens` 的规则要装入 spaCy，启动慢近一秒；随程序的规则都不用它。

`auditor rules test --clauses` 把每条规则的每个条件、排除、位置和参数逐个改动，列出没有例子察觉的改动：每个条件要有一个缺了它就判错的例子，
用不着的条件应当删去。

词表写作 `lexicon/名称`，多处要用的正则表达式写作 `patterns/名称`，见 `corpora/lexicon/`。写错的文件会被拒绝，并指出文件、行号和原因。
"""


def rules_page(pack: Pack) -> str:
    """The whole page, rules grouped by category in the order of their ids."""
    parts = [_HEAD.replace("{verbs}", "\n".join(map(_verb, VERBS)))]
    for category in FOLDERS:
        rules = [item.rule for item in pack.written if item.rule.category == category]
        parts.append(f"## {CATEGORY[rules[0].category]}（{len(rules)} 条）\n")
        parts.extend("\n".join(_section(rule, pack.standards)) + "\n" for rule in rules)
    return "\n".join(parts)


def _verb(verb: type[Verb]) -> str:
    return f"| `{verb.verb}` | {verb.usage} | `{verb.example}` |"


def _section(rule: Rule, standards: Mapping[str, Standard]) -> Iterator[str]:
    certainty = "确认" if rule.certainty == "certain" else "疑点"
    yield f"### {rule.id} {rule.title}\n"
    yield f"- 级别：{SEVERITY[rule.severity]}；性质：{certainty}；在哪里看：{rule.given.place}"
    yield f"- 说明：{rule.message}"
    yield f"- 为什么：{rule.why}"
    yield f"- 建议：{rule.advice}"
    yield f"- 影响审核项：{'、'.join(rule.lowers)}"
    if rule.yields_to:
        yield f"- 同一行已由 {'、'.join(rule.yields_to)} 指出时，不再另列"
    if rule.contradicted_by:
        yield f"- 与 {'、'.join(rule.contradicted_by)} 不能同时成立，同一行由它指出时不说"
    if rule.tunable:
        yield f"- 可以改的参数：{'、'.join(f'{name}（现为 {rule.settings[name]}）' for name in rule.tunable)}"
    for key in rule.citations:
        yield f"- 依据：{standards[key].document}{standards[key].number}——{standards[key].requirement}"
    for title, examples in (("反例", rule.examples.bad), ("正例", rule.examples.good)):
        for example in (example for example in examples if example.level3 or example.target):
            yield f"- {title}：{_example(example)}"


def _example(example: Example) -> str:
    cells = [example.level2, example.level3, example.description, example.target, example.basis]
    told = "｜".join(cell for cell in cells if cell)
    return f"{told}（{example.because}）" if example.because else told
