#!/usr/bin/env bash
# SQLite's FTS5 with tokenize='trigram', the only one of its tokenisers that finds words inside Chinese sentences, on words of two characters.
# Most words of Chinese have two (培训, 公路, 预算), and MATCH needs three: it finds none of them, in any version, without an error. LIKE is
# told to fall back to reading all rows for such short patterns; up to SQLite 3.40.1 (Debian 12 and the Pythons on it) it counts bytes
# there, of which two hanzi have six, asks the index and finds nothing either, while LIKE '%ab%' finds its rows. 3.41.2 finds both.
# With the default tokeniser (unicode61) a whole clause is one word: 120 is not found in 里程达到120公里. An archive of projects that is
# searched like this says "no such project" of one that it holds. Auditor's archive keeps no such index.
# Exit status 1 where a version behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cat >"$work/probe.py" <<'PY'
"""Which ways find a word in three texts: MATCH and LIKE with trigrams, MATCH with the default tokeniser."""
import apsw

TEXTS = ("开展培训3期", "农村公路养护里程达到120公里", "about 120 km")
run = apsw.Connection(":memory:").cursor().execute
for name in ("trigram", "unicode61"):
    run(f"create virtual table {name} using fts5(text, tokenize='{name}')")
    for text in TEXTS:
        run(f"insert into {name} values (?)", (text,))
for word in ("培训", "公路养护", "ab", "120"):
    ways = {
        "MATCH": ("trigram", "match", f'"{word}"'),
        "LIKE": ("trigram", "like", f"%{word}%"),
        "unicode61": ("unicode61", "match", f'"{word}"'),
    }
    found = (
        f"{way} {len(list(run(f'select 1 from {table} where text {verb} ?', (pattern,))))}"
        for way, (table, verb, pattern) in ways.items()
    )
    print(f"{word}: {', '.join(found)}")
PY
wrong=0
check() { # version of apsw, which brings the SQLite of that number; rows that LIKE finds of 培训
  python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install --quiet "apsw==$1"
  found=$("$work/$1/bin/python" "$work/probe.py")
  printf 'SQLite %s\n%s\n' "${1%.*}" "$found"
  [ "$found" = "$(printf '培训: MATCH 0, LIKE %s, unicode61 0\n公路养护: MATCH 1, LIKE 1, unicode61 0\nab: MATCH 0, LIKE 1, unicode61 0\n120: MATCH 2, LIKE 2, unicode61 1' "$2")" ] || wrong=1
}
check 3.40.1.0 0
check 3.41.2.0 1
check 3.54.1.0 1
exit "$wrong"
