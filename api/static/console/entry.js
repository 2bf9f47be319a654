// Entering a request: of the types of request those that the policy gives where the person lives. Without script all
// stand there, and the desk says which it gives.
const region = document.getElementById("n-region");
const type = document.getElementById("n-request_type");

function narrow() {
  for (const option of type.options) {
    const where = option.dataset.regions;
    const here = where === undefined || !region.value || where.split(" ").includes(region.value);
    option.disabled = option.hidden = !here; // some browsers show hidden ones all the same
  }
  if (type.selectedOptions[0]?.disabled) type.value = "";
}

if (region && type) {
  region.addEventListener("change", narrow);
  narrow();
}
