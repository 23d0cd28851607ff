"""Number formats of spreadsheets (ECMA-376 part 1, 18.8.31): a stored value to the text that a person sees.

The way a code is cut into sections and a section into parts follows numfmt (MIT, see LICENSE.numfmt beside this file).
"""

from auditor.reading.workbook.formats.built_in import BUILT_IN
from auditor.reading.workbook.formats.shown import NumberFormat, number_format

__all__ = ["BUILT_IN", "NumberFormat", "number_format"]
