// Shows how far an ingest is while it runs, and the page as it is afterwards when it has ended.

const step = document.getElementById("schritt");
const bar = document.getElementById("fortschritt");
const source = new EventSource("/staff/ingest/events");

source.addEventListener("progress", (event) => {
  const { step: name, done, total } = JSON.parse(event.data);
  if (!name) return;
  const built = name === "Texte einbetten" && done === total;
  const text = built ? "Ausgabe bauen und prüfen" : `${name}: ${done} von ${total}`;
  if (step.textContent !== text) step.textContent = text;
  if (done < total) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute("value"); // what comes next has no measure yet
  }
});
source.addEventListener("end", () => {
  source.close();
  location.assign("/staff/ingest");
});
