// The server behind the widget: questions as a stream of events, feedback, addresses of guides.

import type { Asked, Citation, Feedback, StreamEvent } from "./contract";
import { serverSent } from "./events";

export type Kind = "offline" | "unreachable" | "busy" | "refused" | "broken";

/** Why a question got no answer; `message` is the server's own sentence, if it sent one. */
export class Trouble extends Error {
  constructor(
    readonly kind: Kind,
    message = "",
    readonly retryAfter = 0, // seconds, 0 when the server does not say
  ) {
    super(message);
  }
}

export class Server {
  constructor(
    private readonly base: string, // ends with "/"
    private readonly site: string,
  ) {}

  /** Yield the events of an answer; throws Trouble, or AbortError when `signal` stops it. */
  async *ask(asked: Asked, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const response = await this.post("api/chat", asked, "text/event-stream", signal);
    let complete = false;
    try {
      for await (const event of serverSent(response.body!)) {
        if (event.name === "error") throw new Trouble("refused", event.data.message);
        complete ||= event.name === "answer";
        yield event;
      }
    } catch (error) {
      throw error instanceof Trouble || signal.aborted ? error : new Trouble("broken");
    }
    if (!complete) throw new Trouble("broken");
  }

  /** Send a rating; throws Trouble. */
  async rate(feedback: Feedback): Promise<void> {
    await this.post("api/feedback", feedback, "application/json");
  }

  /** Return the address of a guide's page, at the quoted words if a citation is given. */
  page(guideId: string, citation?: Citation): string {
    const url = new URL(`guides/${encodeURIComponent(guideId)}`, this.base);
    if (citation) {
      url.searchParams.set("zitat", `${citation.start}-${citation.end}`);
      if (citation.version) url.searchParams.set("fassung", citation.version);
      url.hash = "zitat";
    }
    return url.href;
  }

  /** The page that says what is stored. */
  get privacy(): string {
    return new URL("datenschutz", this.base).href;
  }

  private async post(
    path: string,
    body: unknown,
    accept: string,
    signal?: AbortSignal,
  ): Promise<Response> {
    const headers: Record<string, string> = { "content-type": "application/json", accept };
    if (this.site) headers["x-lotse-site"] = this.site;
    let response: Response;
    try {
      response = await fetch(new URL(path, this.base), {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        ...(signal && { signal }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Trouble(navigator.onLine ? "unreachable" : "offline");
    }
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

async function refusal(response: Response): Promise<Trouble> {
  const wait = Number(response.headers.get("retry-after")) || 0;
  const busy = response.status === 429 || response.status === 503;
  const problem: unknown = await response.json().catch(() => null);
  const said = (problem as { message?: unknown } | null)?.message;
  return new Trouble(busy ? "busy" : "refused", typeof said === "string" ? said : "", wait);
}
