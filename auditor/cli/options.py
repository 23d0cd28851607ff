"""Options that several commands share, and the meaning of exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INCOMPLETE = 3

RuleFolders = Annotated[
    list[Path] | None, typer.Option("--rules", help="本单位补充规则所在文件夹，可重复；同编号的规则以补充的为准。")
]
Mapping = Annotated[
    Path | None, typer.Option("--mapping", help="列名对照文件（YAML），表头写法特殊、自动识别不对时用。")
]
LimitsOption = Annotated[
    str | None,
    typer.Option(
        "--limits",
        help="一个文件最多用多少：memory 内存（MB），processor 处理器时间（秒），time 时间（秒）；最多有多大：pages PDF、OFD 的页数，"
        "parts .xlsx、.docx、.ods、.ofd 由几个部分组成，unpacked 解压后多大（MB）。写成 memory=2000,pages=8000。",
    ),
]
Profile = Annotated[str, typer.Option("--profile", help="地区配置名（rules/profiles 下的文件名）。")]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        envvar="AUDITOR_CACHE",
        show_envvar=False,
        help="读过、审过的结果留在哪个文件夹，供下次使用；不写时在本人的缓存文件夹里。",
    ),
]
CacheMegabytes = Annotated[
    int,
    typer.Option(
        "--cache-mb",
        envvar="AUDITOR_CACHE_MB",
        show_envvar=False,
        min=0,
        help="留下的结果最多占多少 MB，满了先清最久没有用到的；0 为不留也不用。",
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        help="输出格式：html、xlsx、json、sarif、junit、csv、md；多个用逗号隔开，可重复。默认 html,xlsx,json；result.json 总会写出。",
    ),
]
