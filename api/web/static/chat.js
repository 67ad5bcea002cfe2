// The chat page: asks /api/chat, shows the answer as it streams, and opens a source at each chip.
// Everything that comes from the server is set as text, never as HTML.

const form = document.getElementById("ask");
const field = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const conversation = document.getElementById("conversation");
const announcer = document.getElementById("status");
const history = [];
let running = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value.trim());
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
stop.addEventListener("click", () => running?.abort());
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (button) ask(button.textContent.trim());
});

async function ask(question) {
  if (!question || running) return;
  field.value = "";
  document.getElementById("intro").hidden = true;
  conversation.append(element("p", "asked", question));
  const card = element("div", "answer waiting", "Ich sehe in den Leitfäden nach …");
  conversation.append(card);
  card.scrollIntoView({ block: "end" });
  running = new AbortController();
  setBusy(true);
  try {
    await receive(question, card, running.signal);
  } catch (error) {
    if (error.name === "AbortError") fail(card, "Angehalten.");
    else fail(card, "Der Lotse ist gerade nicht erreichbar. Bitte gleich noch einmal fragen.");
  } finally {
    running = null;
    setBusy(false);
    field.focus();
  }
}

async function receive(question, card, signal) {
  const response = await fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({ question, history: history.slice(-20) }),
    signal,
  });
  if (!response.ok) {
    const problem = await response.json();
    fail(card, problem.message);
    return;
  }
  let text = "";
  let ended = false;
  for await (const { name, data } of events(response.body)) {
    if (name === "token") {
      text += data.text;
      card.classList.remove("waiting");
      card.replaceChildren(element("p", "", text));
    } else if (name === "answer") {
      show(data, card);
      history.push({ role: "user", content: question }, { role: "assistant", content: data.text });
    } else if (name === "error") {
      fail(card, data.message);
    } else if (name === "done") {
      ended = true;
    }
  }
  if (!ended) fail(card, "Die Verbindung ist abgerissen. Bitte noch einmal fragen.");
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value.replaceAll("\r\n", "\n");
    const parts = buffer.split("\n\n");
    buffer = parts.pop();
    for (const part of parts) {
      const event = { name: "message", data: "" };
      for (const line of part.split("\n")) {
        if (line.startsWith("event: ")) event.name = line.slice(7);
        else if (line.startsWith("data: ")) event.data += line.slice(6);
      }
      if (event.data) yield { name: event.name, data: JSON.parse(event.data) };
    }
  }
}

function show(answer, card) {
  card.className = `answer ${answer.status}`;
  const parts = answer.statements.length ? statements(answer) : [element("p", "", answer.text)];
  for (const notice of answer.notices) parts.push(element("p", "notice", `Hinweis: ${notice}`));
  parts.push(more(answer));
  if (answer.follow_ups.length) parts.push(followUps(answer.follow_ups));
  card.replaceChildren(...parts.filter(Boolean));
  card.scrollIntoView({ block: "nearest" });
  announcer.textContent = answer.text.replace(/ ?\[\d+\]/g, "");
}

function statements(answer) {
  const byNumber = new Map(answer.citations.map((citation) => [citation.number, citation]));
  const [first, ...rest] = answer.statements;
  const parts = first.step ? [] : [said(first, "p", byNumber)];
  let list = null;
  for (const statement of first.step ? answer.statements : rest) {
    const kind = statement.step ? "OL" : "UL";
    if (list?.tagName !== kind) parts.push((list = document.createElement(kind)));
    list.append(said(statement, "li", byNumber));
  }
  return parts;
}

function said(statement, tag, byNumber) {
  const holder = element(tag, "", statement.text);
  for (const number of statement.citations) holder.append(chip(byNumber.get(number)));
  return holder;
}

function chip(citation) {
  const button = element("button", "cite", String(citation.number));
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", `Fundstelle ${citation.number}: ${citation.title}`);
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    const holder = button.closest("li, p");
    const card = button.closest(".answer");
    card.querySelectorAll(".source").forEach((opened) => opened.remove());
    card.querySelectorAll(".cite").forEach((other) => {
      other.setAttribute("aria-expanded", "false");
    });
    if (open) return;
    button.setAttribute("aria-expanded", "true");
    if (holder.tagName === "LI") holder.append(source(citation));
    else holder.after(source(citation));
  });
  return button;
}

function source(citation) {
  const box = element("div", "source", "");
  const link = element("a", "", citation.title);
  link.href = citation.url;
  const place = [...citation.heading];
  if (citation.page) place.push(`Seite ${citation.page}`);
  if (citation.as_of) place.push(`Stand ${day(citation.as_of)}`);
  box.append(link, element("div", "meta", place.join(" · ")), element("q", "", citation.quote));
  return box;
}

function more(answer) {
  // A decline names a guide only where one comes near: then it is worth a link, too.
  const cited = new Set(answer.citations.map((citation) => citation.guide_id));
  const shown = answer.guides.filter((guide) =>
    cited.size ? cited.has(guide.guide_id) : answer.text.includes(guide.title),
  );
  if (!shown.length) return null;
  const line = element("p", "more", cited.size ? "Mehr dazu: " : "Vielleicht hilft: ");
  shown.forEach((guide, at) => {
    const link = element("a", "", guide.title);
    link.href = `/guides/${encodeURIComponent(guide.guide_id)}`;
    line.append(at ? " · " : "", link);
  });
  return line;
}

function followUps(questions) {
  const list = element("ul", "next", "");
  list.setAttribute("aria-label", "Weiter fragen");
  for (const question of questions) {
    const item = document.createElement("li");
    const button = element("button", "chip", question);
    button.type = "button";
    button.dataset.ask = "";
    item.append(button);
    list.append(item);
  }
  return list;
}

function fail(card, message) {
  card.className = "answer failed";
  card.replaceChildren(element("p", "", message));
  announcer.textContent = message;
}

function setBusy(busy) {
  send.hidden = busy;
  stop.hidden = !busy;
}

function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return `${date}.${month}.${year}`;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
