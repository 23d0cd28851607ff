"""What other users of rjieba in the same process cut stays as it was."""

import subprocess
import sys

import pytest

OURS = "from auditor.language.segment import Segmenter; ours = Segmenter().cut('服务对象满意度')"
THEIRS = "import rjieba; theirs = rjieba.cut('服务对象满意度')"


@pytest.mark.parametrize("order", [(OURS, THEIRS), (THEIRS, OURS)])
def test_the_dictionary_of_the_host_program_is_left_alone(order):
    program = "; ".join((*order, "print(ours, theirs, rjieba.cut('服务对象满意度'))"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "['服务对象', '满意度'] ['服务', '对象', '满意度'] ['服务', '对象', '满意度']"
