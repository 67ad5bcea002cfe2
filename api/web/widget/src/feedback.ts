// Thumbs up or down. A thumb down asks why; the question goes along only if it is ticked.

import type { Answer, Feedback } from "./contract";
import { h, icon } from "./dom";
import type { Words } from "./words";

export type Send = (feedback: Feedback) => Promise<void>;

/** Return the two thumbs and the place where the form opens; `said` announces what happened. */
export function thumbs(
  answer: Answer,
  question: string,
  send: Send,
  words: Words,
  said: (text: string) => void,
): { buttons: HTMLElement[]; form: HTMLElement } {
  const place = h("div", { class: "feedback" });
  const up = thumb("up", words.up, () => submit("up", null, null, null));
  const down = thumb("down", words.down, () => {
    if (place.firstChild) return place.replaceChildren();
    const form = reasons(words, submit, () => {
      place.replaceChildren();
      down.focus();
    });
    place.replaceChildren(form);
    form.querySelector("input")?.focus();
  });

  async function submit(
    rating: "up" | "down",
    reason: string | null,
    comment: string | null,
    withQuestion: boolean | null,
  ): Promise<void> {
    const { release, status } = answer;
    const shown = answer.citations.length ? answer.citations : answer.guides;
    const guides = [...new Set(shown.map((guide) => guide.guide_id))];
    const asked = withQuestion ? question : null;
    const chosen = rating === "up" ? up : down;
    let result = words.thanks;
    try {
      await send({ rating, reason, comment, question: asked, guides, release, status });
      for (const button of [up, down]) button.disabled = true;
      chosen.setAttribute("aria-pressed", "true");
    } catch {
      result = words.rateFailed;
    }
    const line = h("p", { tabindex: "-1", class: "meta" }, result);
    place.replaceChildren(line);
    line.focus();
    said(result);
  }

  return { buttons: [up, down], form: place };
}

function thumb(name: "up" | "down", label: string, click: () => void): HTMLButtonElement {
  return h(
    "button",
    {
      type: "button",
      class: "bare",
      "aria-label": label,
      title: label,
      "aria-pressed": "false",
      click,
    },
    icon(name),
  );
}

type Submit = (rating: "down", reason: string | null, comment: string | null, ask: boolean) => void;

function reasons(words: Words, submit: Submit, cancel: () => void): HTMLFormElement {
  const choices = Object.entries(words.reasons).map(([code, text]) =>
    h("label", {}, h("input", { type: "radio", name: "reason", value: code }), h("span", {}, text)),
  );
  const comment = h("textarea", {
    rows: "2",
    maxlength: "1000",
    "aria-label": words.comment,
    placeholder: words.comment,
  });
  const along = h("input", { type: "checkbox" });
  const form = h(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        const reason = new FormData(form).get("reason");
        submit("down", reason ? String(reason) : null, comment.value.trim() || null, along.checked);
      },
    },
    h("fieldset", {}, h("legend", {}, words.reason), ...choices),
    comment,
    h("label", {}, along, h("span", {}, words.withQuestion)),
    h(
      "div",
      { class: "row" },
      h("button", { type: "submit", class: "main" }, words.submit),
      h("button", { type: "button", class: "quiet", click: cancel }, words.cancel),
    ),
  );
  return form;
}
