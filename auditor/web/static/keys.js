// J and K walk through opinions, 1, 2, 3 and U press the buttons of the one in focus.
(() => {
  const opinions = () => [...document.querySelectorAll(".opinion")];
  let last = null;
  const current = () => document.activeElement?.closest?.(".opinion") ?? document.getElementById(last ?? "");
  const step = (by) => {
    const all = opinions();
    if (!all.length) return;
    const place = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, place < 0 ? 0 : place + by))];
    last = next.id;
    next.focus();
    next.scrollIntoView({ block: "center" });
  };
  const press = (key) => {
    const button = current()?.querySelector(`[data-key="${key}"]`);
    if (!button) return;
    button.click();
    if (key === "2") button.closest("details").querySelector("input[name=reason]").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) {
      if (event.key === "Escape") current()?.focus();
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if ("123u".includes(key)) press(key);
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const opinion = event.target.closest?.(".opinion");
    if (opinion) last = opinion.id;
  });
  // What was pressed is replaced by what came of it: the focus goes back, but never away from where somebody types.
  const back = () => {
    if ([null, document.body].includes(document.activeElement)) document.getElementById(last ?? "")?.focus();
  };
  document.addEventListener("htmx:after:swap", back);
  document.addEventListener("htmx:after:settle", back);
})();
