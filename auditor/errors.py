"""The catalogue of things that can go wrong, each with a code, a sentence and what to do.

A user sees ``message`` and ``hint`` only: what is wrong and where, then the way out. Codes stay once given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Fault:
    """One entry: ``message`` and ``hint`` are Chinese templates for ``str.format``."""

    code: str
    message: str
    hint: str


CATALOGUE: dict[str, Fault] = {
    fault.code: fault
    for fault in (
        Fault("R001", "文件“{path}”是空的，没有任何内容。", "请确认文件已保存完整后重新提交。"),
        Fault("R002", "文件“{path}”不是文本，也不是本工具能读的表格或文档格式。", "请另存为 .xlsx 或 .docx 后再审核。"),
        Fault(
            "R003",
            "文件“{path}”的文字编码无法识别（不是 UTF-8，也不是 GB18030）。",
            "请用记事本另存为 UTF-8 编码后再审核。",
        ),
        Fault(
            "R004",
            "在文件“{path}”中没有找到绩效指标表（查找过“一级指标、二级指标、三级指标”表头和“数量指标”等类别名称）。",
            "请确认提交的是绩效目标申报表；如表格是图片，请提供能选中文字的原文件。",
        ),
        Fault("R005", "找不到文件或文件夹“{path}”。", "请检查路径是否写对，路径中有空格时请加引号。"),
        Fault(
            "R006",
            "文件夹“{path}”里没有可以审核的文件（可读格式：{formats}）。",
            "请确认文件夹是否选对，或先把文件另存为可读格式。",
        ),
        Fault("R007", "文件“{path}”打不开：{reason}。", "请确认文件没有损坏、没有加密，也没有被别的程序占用。"),
        Fault(
            "R008",
            "文件“{path}”是{format}格式，这一版还不能读取。",
            "请另存为 .docx 或 .xlsx，或把内容复制为 .txt 后再审核。",
        ),
        Fault(
            "R009",
            "读取文件“{path}”时程序出错：{reason}。",
            "这是本工具的缺陷，不是文件的问题；请把文件名和这句话反馈给维护人员。",
        ),
        Fault(
            "R010",
            "文件“{path}”里的绩效指标表文字顺序已经打乱，或者各格之间没有分隔，不能可靠地还原成行。",
            "请从原来的 Word 或 Excel 表格另存为 .xlsx 后再审核。",
        ),
        Fault(
            "R011",
            "文件“{path}”是扫描件或图片，第{pages}页没有文字可读。",
            "请提供原来的 Word 或 Excel 文件；只有扫描件时，先运行 pip install 'auditor[ocr]' 装上文字识别再审核。",
        ),
        Fault(
            "R012",
            "文件“{path}”是旧版文档格式，本机没有安装 LibreOffice，不能转换后读取。",
            "请用 Word 或 WPS 打开后另存为 .{format} 再审核，也可以安装 LibreOffice 后重试。",
        ),
        Fault(
            "R013",
            "文件“{path}”的格式转换超过 {seconds} 秒没有完成，已经停止。",
            "请用 Word 或 WPS 打开后另存为 .docx 或 .xlsx 再审核。",
        ),
        Fault("R014", "文件“{path}”设有打开密码，读不了里面的内容。", "{way}，再交来。"),
        Fault(
            "R015",
            "文件“{path}”的指标表没有读完整：指标名称和指标值不在同一张表里，多半是导出 PDF 时各列分印在了几页上。",
            "请在 Excel 或 WPS 的页面设置里选“将所有列打印在一页”后重新导出，或者直接提交原来的表格文件。",
        ),
        Fault(
            "R016",
            "文件“{path}”是压缩包，里面没有能读的文件。",
            "请解压后把里面的表格、文档交来；打包整个文件夹审核时，里面的每个文件会各算一份。",
        ),
        Fault("R017", "文件“{path}”没有读：{reason}。", "{hint}。"),
        Fault(
            "R018",
            "文件“{path}”没有读：这种文件（{ending}）不是本工具能读的格式。",
            "是申报材料的，请另存为 .xlsx 或 .docx 后再审核；不是材料的，可以不管。",
        ),
        Fault(
            "R020",
            "读取文件“{path}”时，读它的进程两次被系统中止，多半是内存不足。",
            "请关闭其他程序后单独审核这一份，或把文件拆小。",
        ),
        Fault("R021", "文件“{path}”没有固定的页面，画不出读取过程。", "--draw 只用于 PDF 和文本文件。"),
        Fault(
            "R022",
            "文件“{path}”没有读完：{reason}，已经停止。",
            "请把文件拆小，或另存为 .xlsx 后再审核；确实需要更多时，可用 --limits 放宽。",
        ),
        Fault(
            "R023",
            "文件“{path}”没有读完：读到一半，读取程序自己退出了，多半是文件已损坏。",
            "请用 Word、Excel 或 WPS 打开后另存一份再审核；打不开的，请对方重新提供。",
        ),
        Fault(
            "R024",
            "文件“{path}”没有读：{reason}，内容散得太开。",
            "请删去离表格很远的内容和空白行列后保存；.xls 文件也可以另存为 .xlsx 再审核。",
        ),
        Fault("C001", "规则文件 {place} 有误：{reason}。", "请按“{help}”改正；规则不会在有误时静默跳过。"),
        Fault("C002", "没有编号为“{name}”的规则。", "相近的编号：{near}。用 auditor rules list 查看全部规则。"),
        Fault("C003", "程序自带的数据“{name}”缺失或损坏：{reason}。", "请重新安装 auditor。"),
        Fault("C004", "输出位置“{path}”不能写入：{reason}。", "请换一个文件夹，或关闭正在打开的报告文件后重试。"),
        Fault("C006", "文件“{path}”已经存在，没有覆盖。", "请换一个编号或名称，或先移走原文件。"),
        Fault(
            "C007",
            "台账“{path}”读不出处理意见：{reason}。",
            "请提供本工具写出的 ledger.xlsx（可以在 Excel 或 WPS 中填写后保存）。",
        ),
        Fault(
            "C009",
            "文件“{path}”不是本工具写出的 result.json：{reason}。",
            "请提供 auditor audit 写出的 result.json。",
        ),
        Fault(
            "C010",
            "列名对照文件“{path}”不能使用：{reason}。",
            "写法示例：columns: {{考核点: 三级指标, 任务量: 指标值}}，ignore: [备注]。",
        ),
        Fault("C011", "没有名为“{name}”的输出格式。", "可用的格式：{known}；多个格式用逗号隔开。"),
        Fault(
            "C012",
            "文件“{path}”是{format}，不能在副本里写批注。",
            "请另存为 .xlsx 或 .docx 后再试；审核意见也可以看 audit 命令写出的报告。",
        ),
        Fault(
            "C023",
            "文件“{path}”设了限制编辑的密码，能读能审，但不能在副本里写批注。",
            "请在原来的 Word 或 Excel 文件上批注，或者重新导出不限制编辑的 PDF；审核意见也可以看 audit 命令写出的报告。",
        ),
        Fault(
            "C013",
            "现有规则（指纹 {now}）与审核时用的规则（指纹 {then}）不一致，没有打包。",
            "请用 --rules 带上审核时的补充规则；规则改过的，请重新审核后再打包。",
        ),
        Fault(
            "C014",
            "文件“{path}”不在审核结果“{result}”里，或者审核之后有改动。",
            "请不带 --result，直接批注现在的文件。",
        ),
        Fault("C016", "没有名为“{name}”的文书。", "可用的文书：{known}；多种用逗号隔开。"),
        Fault(
            "C015",
            "审核表模板“{path}”不能使用：{reason}。",
            "可以照 reports/templates 里的模板改，标记写作 {{{{项目名称}}}}。",
        ),
        Fault(
            "C021",
            "档案“{path}”不能使用：{reason}。",
            "请确认是 auditor archive 建立的档案、没有损坏，并且有读写权限。",
        ),
        Fault(
            "C022",
            "档案“{path}”正被另一个人使用，等了 {seconds} 秒还没有轮到。",
            "请稍后再试；多人共用一份档案时，由一个人存完再换另一个人。",
        ),
        Fault(
            "C017",
            "档案“{path}”由更新版本的本工具建立（结构第 {found} 版，本版只认识到第 {known} 版）。",
            "请升级本工具后再用。",
        ),
        Fault("C018", "档案里没有编号为 {number} 的材料。", "请用 auditor archive list 查看全部编号。"),
        Fault("C019", "找不到档案“{path}”。", "请检查路径；第一次使用先运行 auditor archive add 存入材料。"),
        Fault(
            "C020",
            "“{path}”不能拿来对照：{reason}。",
            "请提供能读取的申报材料，或者 auditor audit 写出的 result.json。",
        ),
        Fault(
            "C024",
            "审核用的进程两次被系统中止，多半是内存不足。",
            "请关闭其他程序后重试，或加上 --workers 1，只用一个进程。",
        ),
        Fault("C026", "没有规则文件夹“{path}”。", "请检查 --rules 后面的路径。"),
        Fault(
            "C027",
            "规则编号“{name}”用不了：{reason}。",
            "编号写三个大写字母加三位数字，如 ABC001，不与已有规则重复；短名写小写英文和连字符，如 vague-target。",
        ),
        Fault("C028", "不能改写随程序安装的模型。", "请用 --out 写到别的文件夹。"),
        Fault(
            "C025",
            "输出文件夹“{path}”正被另一次审核使用。",
            "请等那一次审完，或用 --out 换一个文件夹。",
        ),
        Fault(
            "C030",
            "用户文件“{path}”不能使用：{reason}。",
            "请用 auditor serve-user 添加用户，或照 docs/web.md 的写法改正。",
        ),
        Fault("C031", "数据库不能使用：{reason}。", "请检查 --database 后面的地址；不写时用数据文件夹里的 SQLite。"),
        Fault("C032", "不能在 {host} 的 {port} 端口提供网页：{reason}。", "请换一个 --port，或关掉占用它的程序。"),
        Fault("C033", "在 {host} 供多人使用时要有用户文件。", "请先用 auditor serve-user 添加用户，再加上 --users。"),
        Fault(
            "C034",
            "数据文件夹“{path}”正由另一个网页服务使用{address}。",
            "请直接打开那个网址，或先停下那个服务，或用 --data 换一个文件夹。",
        ),
        Fault(
            "C035",
            "数据库是用{which}版本的 Auditor 建的，这个版本不能用它。",
            "请换用相应版本的 Auditor，或用 --data、--database 另用一个新的。",
        ),
        Fault("C040", "判断表“{path}”不能用：{reason}。", "请用 auditor verdicts --queue 重新写出，只填“判断”一列。"),
        Fault(
            "C041", "--limits 里的“{written}”写得不对。", "写法：memory=2000,pages=8000；可写：{known}，用逗号隔开。"
        ),
        Fault(
            "C042",
            "读取用的进程没有启动起来。",
            '请重新运行一次；在自己的 Python 脚本里调用时，把调用放在 if __name__ == "__main__": 下面。',
        ),
        Fault(
            "C050",
            "集群里{machine}的{what}与本机不同（{theirs}，本机是 {ours}），一起用结果会不一样，没有开始审核。",
            "请在每台电脑上安装同一版本（做法见 docs/cluster.md）后重试。",
        ),
        Fault(
            "C051",
            "连不上集群 {address}：{reason}。",
            "请确认调度程序和至少一个工作进程已经启动；已经读好、审好的留在输出文件夹里，"
            "集群恢复后在原来的命令后加上 --resume 接着做。",
        ),
        Fault(
            "C052",
            "集群里{machine}的工作进程不能再启动读文件用的子进程。",
            "请在启动工作进程前设置环境变量 DASK_DISTRIBUTED__WORKER__DAEMON=False（见 docs/cluster.md）。",
        ),
        Fault("C053", "{option} 不能与 --cluster 一起用。", "请去掉其中一个。"),
        Fault(
            "C054",
            "用 tls:// 连接集群要有证书，没有设置{missing}。",
            "请照 docs/cluster.md 设置 DASK_DISTRIBUTED__COMM__TLS__CA_FILE 等环境变量或 Dask 的配置文件。",
        ),
        Fault("C055", "没有安装连接集群用的组件（{missing}）。", "请先运行 pip install 'auditor[cluster]'。"),
        Fault("C005", "标注文件 {place} 有误：{reason}。", "请按 corpora/measurability/GUIDE.md 的格式改正。"),
    )
}


class AuditorError(Exception):
    """An expected failure, told to the user in one sentence.

    Args:
        code: a code of ``CATALOGUE``.
        values: what the templates name.
    """

    def __init__(self, code: str, **values: object) -> None:
        fault = CATALOGUE[code]
        self.code = code
        self._values = values
        self.message = fault.message.format(**values)
        self.hint = fault.hint.format(**values)
        super().__init__(f"[{code}] {self.message}{self.hint}")

    def __reduce__(self) -> tuple[object, ...]:
        """How the error comes back from another process."""
        return partial(type(self), self.code, **self._values), ()


class UnreadableError(AuditorError):
    """A submission that cannot be read; the rest of the batch goes on."""


class ConfigurationError(AuditorError):
    """A rule, setting or shipped file that is wrong; nothing is audited before it is mended."""
