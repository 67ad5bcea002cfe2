import { LotseChat } from "./element";
import { mount } from "./mount";

const script = document.currentScript as HTMLScriptElement | null;
const home = new URL(".", script?.src || location.href).href;
if (!customElements.get("lotse-chat")) {
  LotseChat.home = home;
  customElements.define("lotse-chat", LotseChat);
}
if (script?.dataset.lotse !== undefined) mount(script, home);
