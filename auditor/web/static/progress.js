// Shows how far an audit is, and the results once it has ended.
(() => {
  const section = document.getElementById("progress");
  if (!section) return;
  const told = document.getElementById("progress-told");
  const bar = document.getElementById("progress-bar");
  const list = document.getElementById("progress-list");
  const events = new EventSource(section.dataset.url);
  events.addEventListener("step", (event) => {
    const step = JSON.parse(event.data);
    told.textContent = step.told;
    bar.max = step.total || 1;
    bar.value = step.done;
    if (step.step === "reading") {
      const line = document.createElement("li");
      line.textContent = step.told;
      list.append(line);
    }
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
  events.addEventListener("open", () => list.replaceChildren());
})();
