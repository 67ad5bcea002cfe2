// Shows only the questions that fit what was typed and chosen; reads text, never writes HTML.
const list = [...document.querySelectorAll("details.question")];
const texts = new Map(list.map((row) => [row, row.querySelector("summary").textContent.toLowerCase()]));
const form = document.querySelector("#filter");
const count = document.querySelector("#count");

function apply() {
  const wanted = new FormData(form);
  const typed = wanted.get("text").trim().toLowerCase();
  let shown = 0;
  for (const row of list) {
    const fits = (!typed || texts.get(row).includes(typed))
      && ["verdict", "suite", "type"].every((name) => !wanted.get(name) || row.dataset[name] === wanted.get(name));
    row.hidden = !fits;
    shown += fits;
  }
  count.textContent = `${shown} von ${list.length} Fragen`;
}

form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
apply();
