const RECENT = "confab:recent-emoji";
const TONE = "confab:skin-tone";
const MAX_RECENT = 24;

export function recentEmoji(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(emoji: string): void {
  const all = [emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, MAX_RECENT);
  window.localStorage.setItem(RECENT, JSON.stringify(all));
}

export function readTone(): number {
  return Number(window.localStorage.getItem(TONE) ?? 0) || 0;
}

export function rememberTone(tone: number): void {
  window.localStorage.setItem(TONE, String(tone));
}
