// Sends the session's secret with every request that htmx makes, and tells what went wrong.
(() => {
  const secret = () => document.querySelector('meta[name="csrf"]')?.content ?? "";
  document.addEventListener("htmx:config:request", (event) => {
    event.detail.ctx.request.headers["X-CSRF-Token"] = secret();
  });
  const say = (text) => {
    const place = document.getElementById("said");
    if (place) place.textContent = text;
  };
  document.addEventListener("htmx:error", () => say("没有连上，请稍后再试。"));
  document.addEventListener("click", (event) => {
    const place = document.getElementById(event.target.closest?.("[data-copy]")?.dataset.copy ?? "");
    if (!place) return;
    place.select();
    navigator.clipboard?.writeText(place.value).then(() => say("已复制。"), () => say("文字已选中，请按 Ctrl+C 复制。"));
    if (!navigator.clipboard) say("文字已选中，请按 Ctrl+C 复制。");
  });
  window.auditor = { secret, say };
})();
