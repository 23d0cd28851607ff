"""``auditor cache``: how much earlier audits have left for the next ones, and where; it can be cleared."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli.options import CacheFolder


def cache_command(
    cache: CacheFolder = None,
    clear: Annotated[bool, typer.Option("--clear", help="全部清掉；下次审核从头读、从头审，结果不变。")] = False,
) -> None:
    """审过的材料留下了什么：放在哪里、占多少；--clear 清掉。

    再审时没有变的材料不再读、不再审，结果与从头审的逐字节相同。留下的内容里有材料的原文，请按材料的保密要求保管。
    """
    from auditor.runtime.disk_cache import DiskCache, usual_folder

    kept = DiskCache(cache or usual_folder())
    files = kept.files()
    size = sum(file.size for file in files) / (1 << 20)
    if clear:
        kept.clear()
        typer.echo(f"已清掉 {len(files)} 个文件，{size:.1f} MB。")
    else:
        typer.echo(f"{kept.folder}\n{len(files)} 个文件，{size:.1f} MB。")
