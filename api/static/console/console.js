// What htmx leaves to the page: a message where the desk did not answer, and a click that asks before it is sent.
const problem = () => document.getElementById("problem");

function unreachable() {
  const line = document.createElement("p");
  line.className = "alert";
  line.textContent = problem().dataset.unreachable;
  problem().replaceChildren(line);
}

document.addEventListener("htmx:sendError", unreachable);
document.addEventListener("htmx:timeout", unreachable);
// A form that destroys something says in data-ask what it does.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});
