// The one tag: <script src="…/widget.js" data-lotse …> becomes a <lotse-chat> with the same data.

/** Put a chat into the page for a script tag, once the page has a body. */
export function mount(script: HTMLScriptElement, server: string): void {
  const chat = document.createElement("lotse-chat");
  Object.assign(chat.dataset, { ...script.dataset, server });
  const place = () => {
    document.body.append(chat);
    keep(chat);
  };
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place, { once: true });
}

/** Put it back when an application redraws the whole body; a page that removes it alone means it. */
function keep(chat: HTMLElement): void {
  const observer = new MutationObserver((changes) => {
    if (chat.isConnected) return;
    const removed = changes.flatMap((change) => [...change.removedNodes]);
    const others = removed.some((node) => node !== chat && node.nodeType === Node.ELEMENT_NODE);
    observer.disconnect();
    if (!others) return;
    document.body.append(chat);
    watch();
  });
  const watch = () => {
    observer.observe(document.documentElement, { childList: true });
    observer.observe(document.body, { childList: true });
  };
  watch();
}
