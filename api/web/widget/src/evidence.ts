// "Warum diese Antwort?": the quotes it rests on and the guides that were found, best first.

import type { Answer, RankedGuide } from "./contract";
import { h } from "./dom";
import type { Server } from "./server";
import { place } from "./source";
import type { Words } from "./words";

const SHOWN = 5;

/** Return the evidence of an answer. */
export function evidence(answer: Answer, server: Server, words: Words): HTMLElement {
  const quotes = answer.citations.map((citation) =>
    h(
      "li",
      { value: String(citation.number) },
      h(
        "a",
        { href: server.page(citation.guide_id, citation), target: "_blank", rel: "noopener" },
        citation.title,
      ),
      h("span", { class: "meta" }, ` ${place(citation, words)}`),
      h("blockquote", {}, citation.quote),
    ),
  );
  const best = answer.guides[0]?.score ?? 0;
  return h(
    "div",
    { class: "evidence", role: "group", "aria-label": words.why },
    h("p", {}, quotes.length ? words.whyText : words.whyNone),
    quotes.length > 0 && h("ol", {}, ...quotes),
    quotes.length > 0 && h("p", {}, words.whyGuides),
    h(
      "ul",
      { class: "ranking" },
      ...answer.guides.slice(0, SHOWN).map((guide) => rank(guide, best)),
    ),
    h("p", { class: "meta" }, `${words.release}: ${answer.release}`),
  );
}

function rank(guide: RankedGuide, best: number): HTMLElement {
  const share = best > 0 ? Math.max(0, Math.min(1, guide.score / best)) : 0;
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(share)); // the CSSOM is free of the page's style-src
  return h("li", {}, h("span", {}, guide.title), bar);
}
