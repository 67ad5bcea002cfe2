// An answer as text to take along, with its sources below.

import type { Answer } from "./contract";
import { h } from "./dom";
import type { Server } from "./server";
import { place } from "./source";
import type { Words } from "./words";

/** Return the answer's text and its numbered sources with their addresses. */
export function withSources(answer: Answer, server: Server, words: Words): string {
  const sources = answer.citations.map(
    (citation) =>
      `[${citation.number}] ${citation.title}, ${place(citation, words)}\n` +
      `    ${server.page(citation.guide_id, citation)}`,
  );
  return [answer.text, ...(sources.length ? [`${words.sources}:`, ...sources] : [])].join("\n");
}

/** Copy a text; false when neither way is allowed here. `near` is where focus may go meanwhile. */
export async function copy(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = (near.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    const field = h("textarea", { class: "heard", "aria-hidden": "true" });
    field.value = text;
    near.append(field);
    field.select();
    const done = document.execCommand("copy"); // the way without a secure context
    field.remove();
    focused?.focus();
    return done;
  }
}
