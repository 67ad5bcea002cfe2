// An answer as elements: statements with chips, notices, guides. The same code draws it while it
// streams (without citations yet, so the chips are plain numbers) and when it is complete.

import type { Answer, Citation, RankedGuide, Statement } from "./contract";
import { h, icon } from "./dom";
import type { Server } from "./server";
import { chips } from "./source";
import type { Words } from "./words";

const NEAREST = 3;
const LAST_WORD = /\S{1,24}$/u; // stays on one line with the first chip

/** Return statements as paragraphs and lists of steps. */
export function drawn(
  statements: Statement[],
  citations: Citation[],
  server: Server,
  words: Words,
): HTMLElement[] {
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  const parts: HTMLElement[] = [];
  let steps: HTMLElement | null = null;
  for (const statement of statements) {
    const holder = statement.step ? h("li", { value: String(statement.step) }) : h("p");
    const text = statement.text + (statement.verified ? "" : ` (${words.unverified})`);
    const last = LAST_WORD.exec(text)?.[0] ?? "";
    const end = h(
      "span",
      { class: "end" },
      `${last} `,
      ...marks(holder, statement, byNumber, server, words),
    );
    holder.append(text.slice(0, text.length - last.length), end);
    if (!statement.step) {
      steps = null;
      parts.push(holder);
      continue;
    }
    if (!steps) parts.push((steps = h("ol")));
    steps.append(holder);
  }
  return parts;
}

function marks(
  holder: HTMLElement,
  statement: Statement,
  byNumber: Map<number, Citation>,
  server: Server,
  words: Words,
): HTMLElement[] {
  const known = statement.citations.map((number) => byNumber.get(number)).filter((c) => !!c);
  if (known.length) return chips(holder, known, server, words);
  return statement.citations.map((number) =>
    h("span", { class: "chip", "aria-hidden": "true" }, String(number)),
  );
}

/** Return what stands below the statements: notices, and the guides to read on in. */
export function below(answer: Answer, server: Server, words: Words): HTMLElement[] {
  const cited = new Set(answer.citations.map((citation) => citation.guide_id));
  const declined = answer.status === "declined";
  const guides = declined
    ? answer.guides.slice(0, NEAREST)
    : answer.guides.filter((guide) => cited.has(guide.guide_id));
  return [
    ...(declined ? [h("p", { class: "tip" }, words.declineTip)] : []),
    ...answer.notices.map((notice) => h("p", { class: "hint" }, `${words.hint}: ${notice}`)),
    ...(guides.length ? [reading(guides, declined ? words.nearest : words.related, server)] : []),
  ];
}

function reading(guides: RankedGuide[], title: string, server: Server): HTMLElement {
  const links = guides.map((guide) =>
    h(
      "li",
      {},
      h(
        "a",
        { href: server.page(guide.guide_id), target: "_blank", rel: "noopener" },
        icon("guide"),
        h("span", {}, guide.title),
      ),
    ),
  );
  return h("div", { class: "guides" }, h("h3", {}, title), h("ul", {}, ...links));
}
