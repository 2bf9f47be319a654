// What htmx leaves to the page: a message where the desk did not answer, a click that asks before it is sent, and the
// place of the open page in a menu that is wider than the phone.
const problem = () => document.getElementById("problem");
const flash = () => document.getElementById("flash");

function unreachable() {
  flash().replaceChildren();
  const line = document.createElement("p");
  line.className = "alert";
  line.textContent = problem().dataset.unreachable;
  problem().replaceChildren(line);
}

// Heard of from the request itself: htmx tells the element that asked, which another answer may have replaced meanwhile.
document.addEventListener("htmx:beforeSend", (event) => {
  const { xhr, elt } = event.detail;
  for (const end of ["error", "timeout"]) xhr.addEventListener(end, unreachable);
  // What somebody sent ends what was said about it before: a problem where it went well, "saved" where it did not.
  if (elt.matches("form")) xhr.addEventListener("load", () => (xhr.status < 400 ? problem() : flash()).replaceChildren());
});
// A form that destroys something, or tells everybody, says in data-ask what it does; {chosen} in it is what stands in
// its first field of choice. Where nothing is chosen there, the desk says so.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (!question) return;
  const chosen = event.target.querySelector("select")?.selectedOptions[0];
  if (question.includes("{chosen}") && !chosen?.value) return;
  if (!window.confirm(question.replace("{chosen}", chosen?.text))) event.preventDefault();
});

const here = document.querySelector(".pages [aria-current]");
if (here && here.previousElementSibling) {
  const menu = here.parentElement;
  // Measured by the one before it: it is itself held at the edge while its place is out of sight.
  const place = here.previousElementSibling.getBoundingClientRect().right - menu.getBoundingClientRect().left;
  menu.scrollLeft += place - (menu.clientWidth - here.offsetWidth) / 2;
}
