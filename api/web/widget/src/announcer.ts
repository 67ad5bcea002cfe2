// What a screen reader hears: whole sentences as they are finished, never single tokens.

import { h } from "./dom";
import { spoken } from "./statements";

export class Announcer {
  readonly region = h("div", { class: "heard", role: "status", "aria-live": "polite" });
  private readonly sentences: Intl.Segmenter;
  private said = 0; // characters of the running text that were announced

  constructor(language: string) {
    this.sentences = new Intl.Segmenter(language, { granularity: "sentence" });
  }

  /** Begin a new answer. */
  reset(): void {
    this.region.replaceChildren();
    this.said = 0;
  }

  /** Announce what became a whole sentence of a growing text; all of it when it is finished. */
  follow(text: string, finished = false): void {
    const heard = spoken(text);
    let end = heard.length;
    if (!finished) for (const { index } of this.sentences.segment(heard)) end = index;
    if (end <= this.said) return;
    this.say(heard.slice(this.said, end));
    this.said = end;
  }

  /** Announce a sentence of ours. */
  say(text: string): void {
    if (text.trim()) this.region.append(h("p", {}, text.trim()));
  }
}
