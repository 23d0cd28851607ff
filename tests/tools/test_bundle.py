"""The offline folder: what its launchers say, which interpreter it takes, what it refuses."""

import zipfile

import pytest

from tools.bundle import interpreter, manifest
from tools.bundle.__main__ import write_launchers
from tools.bundle.packages import BundleError, check, drop_unneeded
from tools.bundle.platforms import PLATFORMS

WINDOWS, LINUX = PLATFORMS["win_amd64"], PLATFORMS["linux_x86_64"]


def embeddable(path, names=("python.exe", "python312._pth", "python312.dll")):
    with zipfile.ZipFile(path, "w") as out:
        for name in names:
            out.writestr(name, "python312.zip\n.\n" if name.endswith("._pth") else "")
    return path


def test_windows_launchers_read_in_the_code_page_of_a_chinese_windows(tmp_path):
    write_launchers(tmp_path, WINDOWS, "3.12")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["启动.bat", "命令行.bat"]
    for path in tmp_path.iterdir():
        text = path.read_bytes().decode("gbk")
        assert text.count("\n") == text.count("\r\n")
        assert "请向信息中心要一份附带 Python 的文件夹，或者安装 Python 3.12（64 位）后再双击一次。" in text
        assert "sys.version_info[:2] != (3, 12)" in text
        assert "{" not in text
    start = (tmp_path / "启动.bat").read_bytes().decode("gbk").splitlines()
    assert '"%AUDITOR_PYTHON%" %AUDITOR_PYTHON_VERSION% -m auditor serve' in start


def test_every_jump_of_a_windows_launcher_has_its_place(tmp_path):
    write_launchers(tmp_path, WINDOWS, "3.12")
    for path in tmp_path.iterdir():
        words = path.read_bytes().decode("gbk").split()
        jumps = {words[at + 1] for at, word in enumerate(words) if word == "goto"}
        assert jumps == {word[1:] for word in words if word.startswith(":")}


def test_linux_launcher_runs_the_interpreter_it_was_made_for(tmp_path):
    write_launchers(tmp_path, LINUX, "3.11")
    text = (tmp_path / "命令行.sh").read_text("utf-8")
    assert "for python in python/bin/python3 python3.11; do" in text
    assert (tmp_path / "命令行.sh").stat().st_mode & 0o111


def test_interpreter_from_a_zip_finds_the_packages(tmp_path):
    archive = embeddable(tmp_path / "python-3.12.9-embed-amd64.zip")
    interpreter.unpack(archive, tmp_path / "python", "3.12")
    assert (tmp_path / "python" / "python312._pth").read_bytes() == b"python312.zip\r\n.\r\n..\\lib\r\n"


@pytest.mark.parametrize(
    ("name", "names", "version", "said"),
    [
        ("python-3.12.9-embed-amd64.zip", ("python.exe", "python312._pth"), "3.13", "软件包是为 3.13 准备的"),
        ("python-3.12.9-amd64.zip", ("python.exe",), "3.12", "不是 Python 官方的 embeddable 压缩包"),
        ("python-3.12.9-embed-win32.zip", ("python.exe", "python312._pth"), "3.12", "看不是 64 位版本"),
    ],
)
def test_another_zip_is_refused_in_one_sentence(tmp_path, name, names, version, said):
    with pytest.raises(BundleError, match=said):
        interpreter.unpack(embeddable(tmp_path / name, names), tmp_path / "python", version)
    assert not (tmp_path / "python").exists()


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "python-3.12.9-embed-amd64.zip").write_text("no zip")
    with pytest.raises(BundleError, match="打不开"):
        interpreter.unpack(tmp_path / "python-3.12.9-embed-amd64.zip", tmp_path / "python", "3.12")


def test_modules_of_another_system_and_long_paths_are_refused(tmp_path):
    (tmp_path / "fast.so").touch()
    check(tmp_path, LINUX)
    with pytest.raises(BundleError, match=r"fast\.so 不能在 win_amd64 上运行"):
        check(tmp_path, WINDOWS)
    (tmp_path / ("n" * 170)).touch()
    with pytest.raises(BundleError, match="超过 160 个字符"):
        check(tmp_path, LINUX)


def test_tests_of_packages_are_left_out_and_data_named_so_is_kept(tmp_path):
    for name in ("package/tests/__init__.py", "package/data/tests/table.csv", "bin/starter"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    drop_unneeded(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [
        "package/data/tests/table.csv"
    ]


def test_lists_name_every_package_and_every_file(tmp_path):
    info = tmp_path / "lib" / "small-1.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: small\nVersion: 1.2\nClassifier: License :: OSI Approved :: MIT License\n"
    )
    manifest.write(tmp_path)
    assert (tmp_path / "软件包清单.csv").read_text("utf-8-sig").splitlines() == [
        "软件包,版本,许可",
        "small,1.2,MIT License",
    ]
    listed = [line.split("  ")[1] for line in (tmp_path / "文件校验.txt").read_text("utf-8").splitlines()]
    assert listed == ["lib/small-1.2.dist-info/METADATA", "软件包清单.csv"]
