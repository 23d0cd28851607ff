"""``auditor serve``: the page for people without a command line; ``auditor serve-user``: accounts for an office's server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.options import LimitsOption, Profile, RuleFolders


def serve_command(
    host: Annotated[str, typer.Option("--host", help="在哪个地址提供网页；不写时只有本机能打开。")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口；常用的被占用时自动另选。")] = 8765,
    users: Annotated[
        Path | None, typer.Option("--users", help="用户文件（auditor serve-user 写入）；供多人使用时必须有。")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="浏览器里用的主机名或地址，可重复；供多人使用时要写。")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="材料、结果和处理意见存在哪个文件夹，不写则为本人的数据文件夹。")
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", help="单位自己的数据库地址（SQLAlchemy 写法）；不写用 SQLite 文件。")
    ] = None,
    certfile: Annotated[Path | None, typer.Option("--certfile", help="TLS 证书文件。")] = None,
    keyfile: Annotated[Path | None, typer.Option("--keyfile", help="TLS 私钥文件。")] = None,
    behind_proxy: Annotated[bool, typer.Option("--behind-proxy", help="前面有提供 https 的代理服务器时加上。")] = False,
    profile: Profile = "national",
    rules: RuleFolders = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="同时审核用几个进程。")] = 1,
    limits: LimitsOption = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不自动打开浏览器。")] = False,
) -> None:
    """打开网页版：交材料、看意见、改指标、作决定、退回，都在浏览器里做，不联网。按 Ctrl-C 停下。"""
    from auditor.errors import AuditorError
    from auditor.runtime.limits import parsed_limits
    from auditor.web.occupied import OccupiedError
    from auditor.web.run import serve
    from auditor.web.settings import LOOPBACK, ServeSettings, default_data_folder

    if users is None and host not in LOOPBACK:
        raise AuditorError("C033", host=host)
    settings = ServeSettings(
        data=(data or default_data_folder()).resolve(),
        host=host,
        port=port,
        users=users,
        names=tuple(name or ()),
        database=database,
        certfile=certfile,
        keyfile=keyfile,
        behind_proxy=behind_proxy,
        profile=profile,
        rules=tuple(path.resolve() for path in rules or ()),
        workers=workers,
        file_limits=parsed_limits(limits),
    )
    browser = not no_browser and users is None
    try:
        serve(settings, lambda address: _ready(address, open_browser=browser))
    except OccupiedError as other:
        if users is not None or not other.address:
            raise
        typer.echo(f"网页已经开着，没有另开一个，网址：{other.address}")
        _show(other.address, open_browser=browser)


def serve_user_command(
    users: Annotated[Path, typer.Argument(help="用户文件，没有会新建。")],
    name: Annotated[str, typer.Option("--name", help="用户名。")],
    role: Annotated[str, typer.Option("--role", help="填报人、审核人或管理员；填报人只看本部门的材料。")],
    department: Annotated[str, typer.Option("--department", help="部门，填报人必须写。")] = "",
    key: Annotated[
        bool, typer.Option("--key", help="另给一个密钥，供预算系统等程序使用，只显示这一次；不写则原有的密钥不变。")
    ] = False,
) -> None:
    """为网页版添加用户或换密码；密码在提示后输入，只存不能还原的散列。"""
    import secrets

    from auditor.web.users import LEAST_PASSWORD, Account, hashed, load_accounts, save_account, token_hash

    password = typer.prompt("密码", hide_input=True, confirmation_prompt="再输入一次")
    if len(password) < LEAST_PASSWORD:
        typer.echo(f"密码至少要有 {LEAST_PASSWORD} 个字符，没有写入。", err=True)
        raise typer.Exit(2)
    token = secrets.token_urlsafe(32) if key else ""
    before = load_accounts(users).get(name) if users.exists() else None
    kept = token_hash(token) if token else before.token if before else ""
    save_account(users, Account(name, role, department, hashed(password), kept))  # type: ignore[arg-type]
    typer.echo(f"已写入用户“{name}”（{role}）。" + (f"密钥：{token}" if token else ""))


def _ready(address: str, *, open_browser: bool) -> None:
    """Say where the page is, and show it."""
    typer.echo(f"网页已经打开，网址：{address}\n按 Ctrl-C 停下；材料和处理意见都留着，下次接着用。")
    _show(address, open_browser=open_browser)


def _show(address: str, *, open_browser: bool) -> None:
    """Show the page in the browser."""
    import webbrowser

    if open_browser and not webbrowser.open(address):
        typer.echo("没有自动打开浏览器，请把上面的网址复制到浏览器里。", err=True)
