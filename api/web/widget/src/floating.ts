// A button in the corner and the panel it opens. Both live in the browser's top layer, above every
// z-index; on a phone the panel is modal, fills the visible screen and keeps the focus.

import { h, icon } from "./dom";
import type { Words } from "./words";

const PHONE = matchMedia("(max-width: 40em), (max-height: 26em)");

export class Floating {
  readonly launcher: HTMLButtonElement;
  readonly panel: HTMLDialogElement;
  private open = false;
  private listening: AbortController | null = null;

  constructor(
    private readonly words: Words,
    title: string,
    header: HTMLElement,
    content: HTMLElement[],
    private readonly focusField: () => void,
    private readonly changed: (open: boolean) => void,
  ) {
    this.launcher = h(
      "button",
      {
        type: "button",
        class: "launcher",
        popover: "manual",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        "aria-label": `${title}: ${words.open}`,
        click: () => this.toggle(!this.open),
      },
      icon("flag"),
      h("span", {}, title),
    );
    header.append(this.closeButton());
    this.panel = h(
      "dialog",
      {
        class: "panel",
        "aria-label": title,
        keydown: (event) => this.pressed(event as KeyboardEvent),
        cancel: (event) => {
          event.preventDefault();
          this.toggle(false);
        },
      },
      header,
      ...content,
    );
  }

  /** The element came into a page: show the button, and the panel if it was open. */
  connected(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    PHONE.addEventListener("change", () => this.open && this.show(), { signal });
    for (const event of ["resize", "scroll"])
      visualViewport?.addEventListener(event, () => this.fit(), { signal });
    addEventListener("resize", () => this.fit(), { signal });
    addEventListener("load", () => this.fit(), { signal });
    document.addEventListener("click", (event) => this.invited(event), { signal });
    this.launcher.showPopover();
    this.fit();
    if (this.open) this.show();
  }

  /** The element left the page: nothing of it may go on listening. */
  disconnected(): void {
    this.listening?.abort();
  }

  /** Open or close the panel; focus goes in, and back to where it came from. */
  toggle(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    this.launcher.setAttribute("aria-expanded", String(open));
    if (open && this.launcher.isConnected) this.show();
    else this.hide();
    if (!open) this.launcher.focus();
    this.changed(open);
  }

  /** A link or button of the page that is marked `data-lotse-open` opens the panel. */
  private invited(event: Event): void {
    const link = (event.target as Element).closest("[data-lotse-open]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    this.toggle(true);
  }

  private show(): void {
    this.hide();
    if (PHONE.matches) {
      this.panel.removeAttribute("popover");
      this.panel.showModal();
      this.panel.querySelector<HTMLElement>("h2")?.focus(); // the keyboard would hide the notice
    } else {
      this.panel.popover = "manual";
      this.panel.showPopover();
      this.focusField();
    }
    this.fit();
  }

  private hide(): void {
    if (this.panel.open) this.panel.close();
    if (this.panel.matches(":popover-open")) this.panel.hidePopover();
  }

  /**
   * Keep button and panel on the part of the page that can be seen: the on-screen keyboard takes
   * some of it, and a page that is wider than the phone makes the rest larger than the screen.
   */
  private fit(): void {
    const seen = visualViewport;
    if (!seen) return;
    const zoomed = seen.scale > 1.01; // with two fingers: then everything stays where it was
    const shown = {
      "--left": zoomed ? 0 : seen.offsetLeft,
      "--top": zoomed ? 0 : seen.offsetTop,
      "--right": zoomed ? 0 : innerWidth - seen.width - seen.offsetLeft,
      "--bottom": zoomed ? 0 : innerHeight - seen.height - seen.offsetTop,
      "--width": zoomed ? innerWidth : seen.width,
      "--height": zoomed ? innerHeight : seen.height,
    };
    for (const [name, pixels] of Object.entries(shown))
      for (const part of [this.launcher, this.panel])
        part.style.setProperty(name, `${Math.max(0, pixels)}px`);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      this.toggle(false);
    } else if (event.key === "Tab" && this.panel.open) this.wrap(event);
  }

  /** From the last control to the first and back: the focus stays in the modal panel. */
  private wrap(event: KeyboardEvent): void {
    const all = [
      ...this.panel.querySelectorAll<HTMLElement>("button, a, input, textarea, [tabindex='0']"),
    ];
    const shown = all.filter(
      (control) => control.checkVisibility() && !control.matches(":disabled"),
    );
    const focused = (this.panel.getRootNode() as ShadowRoot).activeElement;
    const [from, to] = event.shiftKey ? [shown[0], shown.at(-1)] : [shown.at(-1), shown[0]];
    if (focused !== from) return;
    event.preventDefault();
    to?.focus();
  }

  private closeButton(): HTMLElement {
    const click = () => this.toggle(false);
    return h(
      "button",
      { type: "button", class: "bare", "aria-label": this.words.close, click },
      icon("close"),
    );
  }
}
