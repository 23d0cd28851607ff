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
  window.auditor = { secret, say };
})();
