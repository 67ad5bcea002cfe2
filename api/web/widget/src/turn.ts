// One question and what comes of it, from "looking" to an answer, a decline, or a plain failure.

import { below, drawn } from "./answer";
import type { Announcer } from "./announcer";
import { copy, withSources } from "./clipboard";
import type { Answer, RankedGuide } from "./contract";
import { h, icon } from "./dom";
import { evidence } from "./evidence";
import { thumbs } from "./feedback";
import { Trouble, type Server } from "./server";
import { statementsOf } from "./statements";
import type { Words } from "./words";

const LOOKED_UP = 2; // guides named while the answer is made

/** What a turn needs from the chat around it. */
export interface Around {
  server: Server;
  words: Words;
  announcer: Announcer;
  ask: (question: string) => void;
  busy: () => boolean;
  rated: (rating: "up" | "down") => void;
}

export class TurnView {
  readonly element: HTMLElement;
  private readonly body = h("div", { class: "answer waiting" });
  private text = "";
  private frame = 0;

  constructor(
    readonly question: string,
    private readonly around: Around,
  ) {
    const { words, announcer } = around;
    this.element = h(
      "article",
      { class: "turn" },
      h("p", { class: "asked" }, h("span", { class: "heard" }, `${words.you}: `), question),
      this.body,
    );
    announcer.reset();
    announcer.say(words.waiting);
    this.body.append(h("p", { class: "meta" }, words.waiting));
  }

  /** Say where the answer is being looked up. */
  reading(guides: RankedGuide[]): void {
    const titles = guides.slice(0, LOOKED_UP).map((guide) => `„${guide.title}“`);
    if (titles.length && !this.text)
      this.body.replaceChildren(
        h("p", { class: "meta" }, `${this.around.words.reading} ${titles.join(", ")} …`),
      );
  }

  /** Show another piece of the answer, at most once a frame. */
  piece(text: string): void {
    this.text += text;
    this.around.announcer.follow(this.text);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.body.className = "answer streaming";
      this.body.replaceChildren(...this.draft());
    });
  }

  /** Show the whole answer with all that belongs to it. */
  answered(answer: Answer): void {
    const { server, words, announcer } = this.around;
    this.settle(`answer ${answer.status === "declined" ? "declined" : "done"}`);
    announcer.follow(answer.text, true);
    const said = answer.statements.length
      ? drawn(answer.statements, answer.citations, server, words)
      : answer.text.split("\n").map((line) => h("p", {}, line));
    for (const notice of answer.notices) announcer.say(notice);
    this.body.append(...said, ...below(answer, server, words), ...this.actions(answer));
    if (answer.follow_ups.length) this.element.append(this.followUps(answer.follow_ups));
  }

  /** Say that it was stopped, or why there is no answer; what had arrived stays. */
  failed(error: unknown): void {
    const { words, announcer } = this.around;
    const stopped = error instanceof DOMException && error.name === "AbortError";
    const message = stopped ? words.stopped : explained(error, words);
    this.settle(stopped ? "answer stopped" : "answer failed");
    const retry = h(
      "button",
      { type: "button", class: "quiet", click: () => this.again() },
      icon("retry"),
      words.retry,
    );
    this.body.append(...this.draft(), h("p", { class: "trouble" }, message), retry);
    announcer.say(message);
  }

  private again(): void {
    if (this.around.busy()) return;
    this.element.remove();
    this.around.ask(this.question);
  }

  private settle(className: string): void {
    cancelAnimationFrame(this.frame);
    this.body.className = className;
    this.body.replaceChildren();
  }

  private draft(): HTMLElement[] {
    return drawn(statementsOf(this.text), [], this.around.server, this.around.words);
  }

  private actions(answer: Answer): HTMLElement[] {
    const { server, words, announcer, rated } = this.around;
    const say = (text: string) => announcer.say(text);
    const note = h("p", { class: "meta" });
    const send = async (feedback: Parameters<Server["rate"]>[0]) => {
      await server.rate(feedback);
      rated(feedback.rating);
    };
    const { buttons, form } = thumbs(answer, this.question, send, words, say);
    const take = action("copy", words.copy, async () => {
      const copied = await copy(withSources(answer, server, words), this.body);
      note.textContent = copied ? words.copied : words.copyFailed;
      say(note.textContent);
    });
    let opened: HTMLElement | null = null;
    const why = action("why", words.why, () => {
      const close = opened;
      opened = close ? null : evidence(answer, server, words);
      if (close) close.remove();
      else row.after(opened!);
      why.setAttribute("aria-expanded", String(!close));
    });
    why.setAttribute("aria-expanded", "false");
    const row = h("div", { class: "actions" }, why, take, ...buttons);
    return [row, note, form];
  }

  private followUps(questions: string[]): HTMLElement {
    const items = questions.map((text) =>
      h(
        "li",
        {},
        h("button", { type: "button", class: "ask", click: () => this.around.ask(text) }, text),
      ),
    );
    return h("div", { class: "next" }, h("h3", {}, this.around.words.next), h("ul", {}, ...items));
  }
}

function action(name: "copy" | "why", label: string, click: () => void): HTMLButtonElement {
  const shown = h("span", { class: `${name}-word` }, label); // hidden where there is little room
  return h(
    "button",
    { type: "button", class: "bare", "aria-label": label, title: label, click },
    icon(name),
    shown,
  );
}

function explained(error: unknown, words: Words): string {
  if (!(error instanceof Trouble)) return words.trouble.broken;
  if (error.kind === "busy" && error.retryAfter) return words.wait(error.retryAfter);
  return error.message || words.trouble[error.kind];
}
