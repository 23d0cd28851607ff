// A candidate's button fills the form; the first blank to be filled in is selected.
(() => {
  const fill = (form, name, text) => {
    const field = form.elements[name];
    if (!field || text === undefined) return;
    field.value = text;
    const blank = text.indexOf("__");
    if (name === "target") {
      field.focus();
      if (blank >= 0) field.setSelectionRange(blank, blank + 2);
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".candidate");
    if (!button) return;
    fill(button.form, "level3", button.dataset.level3);
    fill(button.form, "target", button.dataset.target);
  });
  document.addEventListener("htmx:after:swap", () => document.querySelector(".row-form [data-first]")?.focus());
})();
