// The conversation: its questions so far, the one that is running, and the field for the next.

import { Announcer } from "./announcer";
import type { Answer, Turn } from "./contract";
import { Composer, MAX_QUESTION } from "./composer";
import { h, icon } from "./dom";
import { Trouble, type Server } from "./server";
import { TurnView } from "./turn";
import type { Words } from "./words";

const REMEMBERED = 20; // messages sent along; the server takes at most 40
const LONGEST = 8000; // characters of a message sent along

/** What the host element lends to the chat. */
export interface Options {
  server: Server;
  words: Words;
  language: "de" | "en";
  fixedLanguage: boolean;
  about: string; // title of the guide that the conversation is about, or ""
  examples: string[];
  tell: (event: "ask" | "answer" | "error" | "feedback", detail: object) => void;
}

export class Chat {
  readonly log: HTMLElement;
  readonly composer: Composer;
  readonly announcer: Announcer;
  private history: Turn[] = [];
  private running: AbortController | null = null;
  private about: string;

  constructor(private readonly options: Options) {
    const { words } = options;
    this.about = options.about;
    this.announcer = new Announcer(options.language);
    this.log = h("div", {
      class: "log",
      role: "region",
      "aria-label": words.conversation,
      tabindex: "0",
    });
    this.composer = new Composer(
      words,
      (question) => void this.ask(question),
      () => this.stop(),
    );
    this.begin();
  }

  /** Forget everything and start anew. */
  reset(): void {
    this.stop();
    this.history = [];
    this.about = this.options.about;
    this.begin();
    this.composer.focus();
  }

  /** Stop the answer that is being made. */
  stop(): void {
    this.running?.abort();
  }

  /** Ask a question; ignored while another one is running or when there is nothing to ask. */
  async ask(typed: string): Promise<void> {
    const question = typed.trim().slice(0, MAX_QUESTION);
    if (!question || this.running) return;
    const { server, words, tell } = this.options;
    const running = (this.running = new AbortController());
    const turn = new TurnView(question, {
      server,
      words,
      announcer: this.announcer,
      ask: (next) => void this.ask(next),
      busy: () => this.running !== null,
      rated: (rating) => tell("feedback", { rating }),
    });
    this.composer.clear();
    this.log.querySelector(".examples")?.remove();
    this.log.append(turn.element);
    this.reveal(turn.element);
    this.composer.busy(true);
    this.log.setAttribute("aria-busy", "true");
    tell("ask", {});
    try {
      const answer = await this.receive(question, turn, running.signal);
      const guides = answer.guides.map((guide) => guide.guide_id);
      tell("answer", { status: answer.status, guides, release: answer.release });
    } catch (error) {
      if (error instanceof Trouble && error.kind !== "busy") this.composer.keep(question);
      turn.failed(error);
      if (error instanceof Trouble) tell("error", { kind: error.kind });
    } finally {
      if (this.running === running) this.running = null;
      this.composer.busy(false);
      this.log.setAttribute("aria-busy", "false");
      this.reveal(turn.element);
    }
  }

  private async receive(question: string, turn: TurnView, signal: AbortSignal): Promise<Answer> {
    const { server, language, fixedLanguage } = this.options;
    const asked = { question, history: this.told(), ...(fixedLanguage && { language }) };
    let answer: Answer | null = null;
    for await (const event of server.ask(asked, signal)) {
      if (event.name === "sources") turn.reading(event.data);
      else if (event.name === "token") turn.piece(event.data.text);
      else if (event.name === "answer") answer = event.data;
    }
    signal.throwIfAborted();
    if (!answer) throw new Trouble("broken");
    turn.answered(answer);
    this.history.push(
      { role: "user", content: question },
      { role: "assistant", content: answer.text },
    );
    return answer;
  }

  private told(): Turn[] {
    const before: Turn[] = this.about ? [{ role: "user", content: this.about }] : [];
    return [...before, ...this.history]
      .slice(-REMEMBERED)
      .map(({ role, content }) => ({ role, content: content.slice(0, LONGEST) }));
  }

  private begin(): void {
    const { words, server, examples } = this.options;
    const link = h("a", { href: server.privacy, target: "_blank", rel: "noopener" }, words.privacy);
    this.log.replaceChildren(
      h("p", { class: "greeting" }, words.greeting),
      h("p", { class: "notice" }, words.notice, " ", link),
    );
    if (this.about) this.log.append(this.subject());
    if (!examples.length) return;
    const items = examples.map((text) =>
      h(
        "li",
        {},
        h("button", { type: "button", class: "ask", click: () => void this.ask(text) }, text),
      ),
    );
    this.log.append(
      h("div", { class: "next examples" }, h("h3", {}, words.examples), h("ul", {}, ...items)),
    );
  }

  private subject(): HTMLElement {
    const { words } = this.options;
    const line = h(
      "p",
      { class: "subject" },
      h("span", {}, `${words.about}: ${this.about}`),
      h(
        "button",
        {
          type: "button",
          class: "bare",
          "aria-label": words.aboutRemove,
          click: () => {
            this.about = "";
            line.remove();
            this.composer.focus();
          },
        },
        icon("close"),
      ),
    );
    return line;
  }

  /** Bring a turn's question to the top of what is seen. */
  private reveal(turn: HTMLElement): void {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = calm ? "auto" : "smooth";
    if (
      this.log.scrollHeight > this.log.clientHeight + 1 &&
      getComputedStyle(this.log).overflowY !== "visible"
    )
      this.log.scrollTo({ top: turn.offsetTop - this.log.offsetTop - 8, behavior });
    else {
      const tall = turn.offsetHeight > 0.7 * innerHeight;
      turn.scrollIntoView({ block: tall ? "start" : "nearest", behavior });
    }
  }
}
