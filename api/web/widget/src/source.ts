// A numbered chip behind a statement, and the card with the quoted words that it opens.

import type { Citation } from "./contract";
import { h, icon } from "./dom";
import type { Server } from "./server";
import type { Words } from "./words";

let cards = 0;

/** Return where a quote stands, in words: section, page, version, date. */
export function place(citation: Citation, words: Words): string {
  return [
    citation.heading.join(" › "),
    citation.page === null ? "" : `${words.page} ${citation.page}`,
    citation.version && `${words.version} ${citation.version}`,
    citation.as_of && `${words.asOf} ${words.day(citation.as_of)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Return the chips of a statement; each opens its card right after `statement`'s words. */
export function chips(
  statement: HTMLElement,
  citations: Citation[],
  server: Server,
  words: Words,
): HTMLElement[] {
  let opened: { chip: HTMLElement; card: HTMLElement } | null = null;
  const close = () => {
    opened?.chip.setAttribute("aria-expanded", "false");
    opened?.card.remove();
    opened = null;
  };
  return citations.map((citation) => {
    const chip = h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-expanded": "false",
        "aria-label": `${words.source} ${citation.number}: ${citation.title}`,
        click: () => {
          const again = opened?.chip === chip;
          close();
          if (again) return;
          const shown = card(citation, server, words, () => {
            close();
            chip.focus();
          });
          chip.setAttribute("aria-expanded", "true");
          chip.setAttribute("aria-controls", shown.id);
          statement.append(shown);
          opened = { chip, card: shown };
        },
      },
      String(citation.number),
    );
    return chip;
  });
}

function card(citation: Citation, server: Server, words: Words, close: () => void): HTMLElement {
  return h(
    "div",
    {
      class: "source",
      id: `source-${++cards}`,
      role: "group",
      "aria-label": `${words.source} ${citation.number}`,
      keydown: (event) => {
        if ((event as KeyboardEvent).key !== "Escape") return;
        event.stopPropagation();
        close();
      },
    },
    h("p", { class: "source-title" }, citation.title),
    h(
      "button",
      { type: "button", class: "bare", "aria-label": words.sourceClose, click: close },
      icon("close"),
    ),
    h("p", { class: "meta" }, place(citation, words)),
    h("blockquote", {}, citation.quote),
    h(
      "a",
      { href: server.page(citation.guide_id, citation), target: "_blank", rel: "noopener" },
      words.read,
    ),
  );
}
