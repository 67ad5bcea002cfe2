// A text that is still streaming, taken apart the way the finished answer will be.

import type { Statement } from "./contract";

const MARKS = /((?:\s*\[\d+\])+)(?=\s|$)/;
const STEP = /^(\d{1,2})\. /;

/** Return the statements of a text "… [1] … [2][3]\n1. … [4]"; the last one may be unfinished. */
export function statementsOf(text: string): Statement[] {
  const found: Statement[] = [];
  for (const line of text.split("\n")) {
    const parts = line.split(MARKS);
    for (let at = 0; at < parts.length; at += 2) {
      const words = parts[at]!.trim();
      const step = STEP.exec(words);
      const numbers = parts[at + 1]?.match(/\d+/g) ?? [];
      if (!words && !numbers.length) continue;
      found.push({
        text: step ? words.slice(step[0].length) : words,
        citations: numbers.map(Number),
        verified: true,
        step: step ? Number(step[1]) : 0,
      });
    }
  }
  return found;
}

/** Return the text as it is spoken: without the marks of citations. */
export function spoken(text: string): string {
  return text.replace(/\s*\[\d+\]/g, "");
}
