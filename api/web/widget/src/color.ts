// Which of white and ink can be read on a colour that a partner chose.

/** Return "#fff" or "#17242b", whichever has the higher contrast on `color` (WCAG 2.2, 1.4.3). */
export function readable(color: string, within: HTMLElement): string {
  const probe = document.createElement("span");
  probe.style.color = color;
  within.append(probe);
  const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
  probe.remove();
  const [r = 0, g = 0, b = 0] = channels
    .slice(0, 3)
    .map((channel) => linear(Number(channel) / 255));
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.066 ? "#fff" : "#17242b";
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
