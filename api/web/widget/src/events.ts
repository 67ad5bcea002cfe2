// Server-sent events out of a fetch body (WHATWG HTML, 9.2.6), which EventSource cannot POST for.

import type { StreamEvent } from "./contract";

const SILENCE = 60_000; // ms without a byte; the server pings every 15 s
const LINE_END = /\r\n|\n|\r(?=[^])/; // a "\r" at the very end may yet become "\r\n"

/** Yield the events of a body; throws when it breaks off or falls silent. */
export async function* serverSent(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = "";
  let name = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { value, done } = await withinTime(reader.read());
      if (done) return;
      buffer += decoder.decode(value, { stream: true });
      const lines = buffer.split(LINE_END);
      buffer = lines.pop()!;
      for (const line of lines) {
        if (line.startsWith("event:")) name = line.slice(6).trim();
        else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
        else if (line === "" && data.length) {
          yield { name, data: JSON.parse(data.join("\n")) } as StreamEvent;
          [name, data] = ["", []];
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function withinTime<T>(promise: Promise<T>): Promise<T> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("silence")), SILENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
