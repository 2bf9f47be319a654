// Madoguchi chat. On any page:
//   <script src="https://desk.example/static/widget.js" data-company="ocs" data-locale="ja" data-region="jp" defer></script>
// data-company: whose desk; data-locale (optional): ja, en or zh; data-region (optional): where the customer lives.
(() => {
  const script = document.currentScript || document.querySelector("script[data-company][src*='widget.js']");
  if (!script || !script.dataset.company) {
    console.error("Madoguchi: the script tag needs data-company");
    return;
  }
  const { company, locale, region } = script.dataset;
  const start = () =>
    import(new URL("widget/app.js", script.src).href)
      .then(({ mount }) => mount({ assets: new URL(".", script.src).href, company, locale, region }))
      .catch((error) => console.error("Madoguchi: could not start", error));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();
})();
