"""The files a person double-clicks, and the sentence that helps when nothing starts."""

from tools.bundle.platforms import Platform

# pushd gives a network folder a drive letter, which cd does not; the embeddable interpreter ignores PYTHONPATH
# (its ._pth file names lib), an installed one needs it.
_WINDOWS_PREPARE = """@echo off
chcp 936 >nul
pushd "%~dp0"
set "PYTHONPATH=%~dp0lib"
set PYTHONUTF8=1
set PYTHONDONTWRITEBYTECODE=1
if exist "python\\python.exe" (
  set "AUDITOR_PYTHON=python\\python.exe"
  set "AUDITOR_PYTHON_VERSION="
) else (
  py -{version} -c "" >nul 2>nul
  if errorlevel 1 (
    python -c "import sys; sys.exit(sys.version_info[:2] != ({digits}))" >nul 2>nul
    if errorlevel 1 goto nopython
    set "AUDITOR_PYTHON=python"
    set "AUDITOR_PYTHON_VERSION="
  ) else (
    set "AUDITOR_PYTHON=py"
    set "AUDITOR_PYTHON_VERSION=-{version}"
  )
)
"""
_WINDOWS_NO_PYTHON = """
:nopython
echo 这台电脑上没有 Python {version}（64 位），本文件夹里也没有附带。
echo 请向信息中心要一份附带 Python 的文件夹，或者安装 Python {version}（64 位）后再双击一次。
pause
popd
exit /b 1
"""
_WINDOWS_START = """
echo 正在启动绩效目标质量审核，浏览器会自动打开；用完后关闭本窗口即可。
"%AUDITOR_PYTHON%" %AUDITOR_PYTHON_VERSION% -m auditor serve
if errorlevel 1 pause
popd
exit /b
"""
_WINDOWS_PROMPT = """
doskey auditor="%AUDITOR_PYTHON%" %AUDITOR_PYTHON_VERSION% -m auditor $*
echo 在这里可以使用命令行，例如：auditor audit 申报材料 --out 审核结果
cmd /k
popd
exit /b
"""
_LINUX = """#!/bin/sh
# {title}
cd "$(dirname "$0")" || exit 1
for python in python/bin/python3 python{version}; do
    if command -v "$python" >/dev/null 2>&1; then
        PYTHONPATH="$PWD/lib" PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 exec "$python" -m auditor {arguments}
    fi
done
echo "这台电脑上没有 Python {version}，请安装后再启动一次。" >&2
exit 1
"""


def launchers(platform: Platform, version: str) -> dict[str, str]:
    """File name → text of the launchers for one system.

    ``version`` is the interpreter's, e.g. ``3.12``: compiled packages fit no other.
    """
    digits = version.replace(".", ", ")
    if platform.name.startswith("win"):
        parts = {"启动.bat": _WINDOWS_START, "命令行.bat": _WINDOWS_PROMPT}
        return {
            name: (_WINDOWS_PREPARE + body + _WINDOWS_NO_PYTHON).format(version=version, digits=digits)
            for name, body in parts.items()
        }
    return {
        "启动.sh": _LINUX.format(title="Opens the page.", version=version, arguments="serve"),
        "命令行.sh": _LINUX.format(title="Runs one command.", version=version, arguments='"$@"'),
    }
