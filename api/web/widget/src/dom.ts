// The only way in which the widget makes elements. Text becomes text nodes; nothing is ever parsed
// as HTML, so that neither a guide nor a model nor a question can bring markup along.

type Value = string | boolean | EventListener;
type Child = Node | string | null | undefined | false;

/** Make an element: functions become listeners, booleans switch attributes, strings set them. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (typeof value === "boolean") made.toggleAttribute(name, value);
    else made.setAttribute(name, value);
  }
  made.append(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  flag: "M6 3v18M6 4h7v8H6zM13 4h6v8h-6z",
  close: "M6 6l12 12M18 6L6 18",
  fresh: "M4 12a8 8 0 1 0 2.5-5.8M4 4v4.5h4.5",
  send: "M4 12h15M13 6l6 6-6 6",
  stop: "M7 7h10v10H7z",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  up: "M7 11l4-8c2 0 3 1 2.6 3L13 9h6l-1.5 9c-.2 1-1 2-2 2H7zM3 11h4v9H3z",
  down: "M17 13l-4 8c-2 0-3-1-2.6-3l.6-3H5l1.5-9c.2-1 1-2 2-2H17zM21 13h-4V4h4z",
  why: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 11v6M12 7.5v.5",
  guide: "M5 4h11l3 3v13H5zM8 10h8M8 14h8",
  retry: "M20 12a8 8 0 1 1-2.5-5.8M20 4v4.5h-4.5",
};

/** Make a decorative icon, hidden from screen readers. */
export function icon(name: keyof typeof ICONS): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon ${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
