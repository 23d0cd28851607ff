"""A small result with everything a report must cope with: overlapping spans, doubts, a waiver, hostile names, failures."""

from auditor.model import (
    Citation,
    Cluster,
    ClusterMember,
    Coverage,
    Duplicates,
    Evidence,
    Finding,
    Indicator,
    Location,
    Measurability,
    PairRow,
    Project,
    ProjectPair,
    ProjectRef,
    ReadingError,
    Result,
    ReviewForm,
    ReviewItem,
    RuleNote,
    RulePack,
    SpendingStep,
    Submission,
    Tool,
    Totals,
    Waiver,
)  # fmt: skip

HOSTILE_FORMULA = "=cmd|' /C calc'!A0"
HOSTILE_MARKUP = "<script>alert(1)</script>"
CITATION = Citation(
    document="《办法》（〔2020〕10号）", requirement="指标应当可衡量", binding="national-rule", verified=True
)


def finding(rule, severity, indicator, field, span, **more) -> Finding:
    values = {
        "title": f"{rule}的标题", "category": "measurability", "message": f"{rule}指出的问题。", "why": "年底无法核验。",
        "citation": CITATION, "standard": "《办法》（〔2020〕10号）：指标应当可衡量", "suggestion": "改为“__率 ≥__%”（示例，须由单位核定）。",
        "lowers": ("指标科学性",), "fingerprint": f"{rule}{indicator}", "location": Location(line=12),
    }  # fmt: skip
    return Finding(rule=rule, severity=severity, indicator=indicator, field=field, span=span, **{**values, **more})


ROWS = (
    Indicator(id="A1/1", level1="产出指标", level2="数量指标", level3=HOSTILE_FORMULA, description="用于<b>培训</b>", target="12万元左右",
              basis="", measurability=Measurability(label="placeholder", probability=1), location=Location(line=12)),
    Indicator(id="A1/2", level1="满意度指标", level2="满意度指标", level3="学员满意度", description="", target="≥90%", basis="问卷",
              measurability=Measurability(label="measurable", probability=0.97), doubts=("三级指标与描述的分界是推定的",)),
)  # fmt: skip
FINDINGS = (
    finding("CON004", "warning", None, "project.purpose", None, evidence=(Evidence(text="合计 11 万元", project="A1"),)),
    finding("REL001", "error", "A1/1", "target", (0, 4), evidence=(Evidence(text="12万元左右", indicator="A1/1", project="A1", field="target", span=(0, 4)),)),
    finding("FMT010", "info", "A1/1", "target", (2, 6), confidence=0.8),
    finding("REL010", "info", "A1/2", "level3", (0, 5), waived=Waiver(reason="已电话核实", by="张三", on="2025-01-02")),
)  # fmt: skip
NAMED = finding("FMT020", "warning", None, "project.name", (0, 2))
WHOLE = finding("DUP006", "warning", None, None, None, evidence=(Evidence(text="按要求拨付到位", submission="甲.txt"),))
REVIEW = ReviewForm(
    items=(ReviewItem(item="指标科学性", subject="相关性", points=15, score=7.5, lowered_by=("REL001",)),), total=92.5, grade="优"
)  # fmt: skip
PROJECT = Project(code="A1", name=HOSTILE_MARKUP, purpose="培训", goal="", budget_wan=12.5, indicators=ROWS, findings=FINDINGS,
                  score=REVIEW, spending_plan=(SpendingStep(by="12月底", percent=100),), location=Location(line=3))  # fmt: skip
LOWEST = ReviewForm(items=(), total=0, grade="差")
OTHER = Project(code="A2", name="+加号开头的项目", budget_wan=None, findings=(NAMED,), score=LOWEST)
PAIR = ProjectPair(
    a=ProjectRef(submission="甲.txt", code="A1", name=HOSTILE_MARKUP, budget_wan=12.5),
    b=ProjectRef(submission="甲.txt", code="A2", name="+加号开头的项目", budget_wan=None),
    share=0.62, similarity=0.8, rows=(PairRow(a="A1/1", b="A2/1", similarity=0.9, only_a=("12万",), only_b=("3万",)),),
)  # fmt: skip
CLUSTER = Cluster(
    id="C001", text="按要求拨付到位", similarity=1, kind="identical", common=True,
    members=(ClusterMember(submission="甲.txt", project="A1", indicator="A1/1", field="description"),
             ClusterMember(submission="甲.txt", project="A2", indicator="A2/1", field="description")),
)  # fmt: skip

RESULT = Result(
    tool=Tool(name="auditor", version="9.9.9"),
    rules=RulePack(pack="auditor", version="9.9.9", fingerprint="f00d",
                   rules=(RuleNote(id="REL001", title="以资金额代替产出数量", category="relevance", severity="error", certain=True),
                          RuleNote(id="MEA001", title="没有标准的词", category="measurability", severity="error", certain=True),
                          RuleNote(id="FMT010", title="约数", category="format", severity="info", certain=False))),
    totals=Totals(submissions=2, projects=2, indicators=2, findings=5, by_severity={"error": 1, "info": 1, "warning": 3},
                  by_category={"measurability": 5}, waived=1, opinions=4, opinions_by_severity={"error": 1, "warning": 3}),
    submissions=(
        Submission(source="报送/甲.txt", sha256="ab" * 32, status="audited", department="某局", year=2025, projects=(PROJECT, OTHER),
                   findings=(WHOLE,)),
        Submission(source="报送/坏.txt", sha256="", status="unreadable",
                   error=ReadingError(code="R001", message="文件“坏.txt”是空的。", hint="请重新提交。")),
    ),
    coverage=(
        Coverage(submission="报送/甲.txt", rule="REL001", examined=2, found=1, fine=0, undecided={"指标值空白": 1}),
        Coverage(submission="报送/甲.txt", rule="MEA001", examined=0, found=0, fine=0, failed="ValueError: 坏了"),
        Coverage(submission="报送/甲.txt", rule="FMT010", examined=2, found=0, fine=0, undecided={"指标值空白": 2}),
    ),
    duplicates=Duplicates(clusters=(CLUSTER,), project_pairs=(PAIR,)),
)  # fmt: skip
