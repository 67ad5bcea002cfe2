// The wire format of POST /api/chat (DESIGN 4.3), as far as the widget reads it.

export interface Statement {
  text: string;
  citations: number[];
  verified: boolean;
  step: number;
}

export interface Citation {
  number: number;
  guide_id: string;
  title: string;
  heading: string[];
  quote: string;
  start: number;
  end: number;
  page: number | null;
  url: string;
  version: string;
  as_of: string | null;
}

export interface RankedGuide {
  guide_id: string;
  title: string;
  score: number;
}

export interface Answer {
  status: "answered" | "declined";
  text: string;
  statements: Statement[];
  citations: Citation[];
  guides: RankedGuide[];
  follow_ups: string[];
  notices: string[];
  release: string;
}

export interface Problem {
  code: string;
  message: string;
}

export interface Turn {
  role: "user" | "assistant";
  content: string;
}

export interface Asked {
  question: string;
  history: Turn[];
  language?: "de" | "en";
}

export interface Feedback {
  rating: "up" | "down";
  reason: string | null;
  comment: string | null;
  question: string | null;
  guides: string[];
  release: string;
  status: "answered" | "declined";
}

export type StreamEvent =
  | { name: "sources"; data: RankedGuide[] }
  | { name: "token"; data: { text: string } }
  | { name: "answer"; data: Answer }
  | { name: "error"; data: Problem }
  | { name: "done"; data: unknown };
