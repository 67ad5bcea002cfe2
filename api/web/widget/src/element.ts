// <lotse-chat>: the chat as a custom element. Its shadow tree keeps the page's style out and ours in.

import { Chat } from "./chat";
import { readable } from "./color";
import { h, icon } from "./dom";
import { Floating } from "./floating";
import { Server } from "./server";
import css from "./widget.css";
import { WORDS, type Words } from "./words";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

export class LotseChat extends HTMLElement {
  static readonly observedAttributes = ["data-open", "data-color"];
  /** Where this script came from, ending with "/". */
  static home = "";

  private readonly root = h("div", { class: "root" });
  private chat: Chat | null = null;
  private floating: Floating | null = null;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.root);
  }

  connectedCallback(): void {
    if (!this.chat) this.build();
    this.floating?.connected();
  }

  disconnectedCallback(): void {
    this.floating?.disconnected();
    // Moving an element in a page takes it out and puts it back: only a lasting removal stops it.
    queueMicrotask(() => this.isConnected || this.chat?.stop());
  }

  attributeChangedCallback(name: string): void {
    if (!this.chat) return;
    if (name === "data-color") this.paint();
    else this.floating?.toggle(this.dataset.open !== undefined);
  }

  /** Open the panel; an inline chat gets the focus. */
  open(): void {
    if (this.floating) this.floating.toggle(true);
    else this.chat?.composer.focus();
  }

  /** Close the panel. */
  close(): void {
    this.floating?.toggle(false);
  }

  /** Ask a question as if it had been typed. */
  ask(question: string): void {
    this.open();
    void this.chat?.ask(question);
  }

  private build(): void {
    const { lang, server, site, title, mode, question, open } = this.dataset;
    const { about = "", examples = "" } = this.dataset;
    const language = (lang ?? document.documentElement.lang).startsWith("en") ? "en" : "de";
    const words = WORDS[language];
    const chat = new Chat({
      server: new Server(server ?? LotseChat.home, site ?? ""),
      words,
      language,
      fixedLanguage: lang !== undefined,
      about,
      examples: examples
        .split("|")
        .map((text) => text.trim())
        .filter(Boolean),
      tell: (event, detail) => this.tell(event, detail),
    });
    this.chat = chat;
    this.root.lang = language;
    this.paint();
    const header = this.header(title ?? words.title, chat, words);
    const content = [chat.log, chat.composer.element, chat.announcer.region];
    if (mode === "inline") this.inline([header, ...content], chat);
    else this.float(title ?? words.title, header, content, chat, words);
    if (open !== undefined) this.floating?.toggle(true);
    if (question) void chat.ask(question);
  }

  private inline(content: HTMLElement[], chat: Chat): void {
    this.root.classList.add("inline");
    chat.log.removeAttribute("tabindex"); // it is the page that scrolls
    this.root.append(...content);
  }

  private float(
    title: string,
    header: HTMLElement,
    content: HTMLElement[],
    chat: Chat,
    words: Words,
  ): void {
    const changed = (open: boolean) => {
      this.toggleAttribute("data-open", open);
      this.tell(open ? "open" : "close", {});
    };
    this.floating = new Floating(
      words,
      title,
      header,
      content,
      () => chat.composer.focus(),
      changed,
    );
    this.root.append(this.floating.launcher, this.floating.panel);
  }

  private header(title: string, chat: Chat, words: Words): HTMLElement {
    const click = () => chat.reset();
    return h(
      "div",
      { class: "head" },
      icon("flag"),
      h("h2", { tabindex: "-1" }, title),
      h(
        "button",
        { type: "button", class: "bare", "aria-label": words.fresh, title: words.fresh, click },
        icon("fresh"),
        h("span", {}, words.fresh),
      ),
    );
  }

  private paint(): void {
    const color = this.dataset.color ?? "";
    if (!CSS.supports("color", color)) return;
    this.root.style.setProperty("--brand", color);
    this.root.style.setProperty("--on-brand", readable(color, this.root));
  }

  private tell(event: string, detail: object): void {
    this.dispatchEvent(
      new CustomEvent(`lotse:${event}`, { detail, bubbles: true, composed: true }),
    );
  }
}
