// The field for the next question, and the button that sends it or stops the answer.

import { h, icon } from "./dom";
import type { Words } from "./words";

export const MAX_QUESTION = 2000; // characters

export class Composer {
  readonly element: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly send: HTMLButtonElement;
  private readonly halt: HTMLButtonElement;

  constructor(words: Words, ask: (question: string) => void, stop: () => void) {
    this.field = h("textarea", {
      rows: "1",
      maxlength: String(MAX_QUESTION),
      placeholder: words.placeholder,
      "aria-label": words.field,
      enterkeyhint: "send",
      autocomplete: "off",
      keydown: (event) => this.entered(event as KeyboardEvent),
    });
    this.send = button("submit", words.send, "send");
    this.halt = button("button", words.stop, "stop");
    this.halt.hidden = true;
    this.halt.addEventListener("click", stop);
    const submit = (event: Event) => {
      event.preventDefault();
      ask(this.field.value);
    };
    this.element = h("form", { class: "composer", submit }, this.field, this.send, this.halt);
  }

  /** Put the cursor into the field. */
  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** Empty the field: its question is being asked. */
  clear(): void {
    this.field.value = "";
  }

  /** Leave a question that got no answer in the field, unless another one was begun. */
  keep(question: string): void {
    this.field.value ||= question;
  }

  /** Offer to stop instead of to send; a button that vanishes must not take the focus along. */
  busy(busy: boolean): void {
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    this.send.hidden = busy;
    this.halt.hidden = !busy;
    const lost = focused === this.send || focused === this.halt || !focused;
    // On a phone the keyboard would cover the answer.
    if (lost && !matchMedia("(pointer: coarse)").matches) this.focus();
  }

  private entered(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }
}

function button(type: "submit" | "button", label: string, name: "send" | "stop") {
  return h("button", { class: "main", type, "aria-label": label }, icon(name));
}
