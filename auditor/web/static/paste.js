// Spreads a block copied from a workbook over the cells of the table, from the cell where it is pasted.
(() => {
  const form = document.getElementById("paste");
  if (!form) return;
  const cells = (text) => {
    const rows = [[""]];
    let quoted = false;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let place = 0; place < source.length; place += 1) {
      const letter = source[place];
      const row = rows[rows.length - 1];
      if (quoted) {
        if (letter === '"' && source[place + 1] === '"') {
          row[row.length - 1] += '"';
          place += 1;
        } else if (letter === '"') quoted = false;
        else row[row.length - 1] += letter === "\n" ? " " : letter;
      } else if (letter === '"' && row[row.length - 1] === "") quoted = true;
      else if (letter === "\t") row.push("");
      else if (letter === "\n") rows.push([""]);
      else row[row.length - 1] += letter;
    }
    return rows;
  };
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const start = event.target.closest("[data-row]");
    if (!start || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    let left = 0;
    for (const [down, row] of cells(text).entries()) {
      for (const [right, value] of row.entries()) {
        const cell = form.querySelector(`[data-row="${Number(start.dataset.row) + down}"][data-column="${Number(start.dataset.column) + right}"]`);
        if (cell) cell.value = value.trim();
        else if (value.trim()) left += 1;
      }
    }
    window.auditor.say(left ? `有 ${left} 格放不下，没有贴进来；行数多的请存成文件再交。` : "");
  });
})();
