import { uiTexts } from "../texts/ui.js";
const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const shortWeekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const shortDayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const longDay = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const longDayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const DAY_MS = 86_400_000;

const oneDigit = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const formatTime = (iso: string): string => time.format(new Date(iso));
export const formatFull = (iso: string): string => full.format(new Date(iso));

/** Two moments of one day have one key. */
export const dayKey = (iso: string): string => new Date(iso).toDateString();

/** By the calendar of whoever reads: days there have 23 to 25 hours. */
function daysAgo(iso: string): number {
  return dayNumber(new Date()) - dayNumber(new Date(iso));
}

function dayNumber(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY_MS;
}

function isOfThisYear(iso: string): boolean {
  return new Date(iso).getFullYear() === new Date().getFullYear();
}

/** For the line between two days. */
export function formatDay(iso: string): string {
  const days = daysAgo(iso);
  if (days <= 0) return uiTexts.today;
  if (days === 1) return uiTexts.yesterday;
  if (days < 7) return weekday.format(new Date(iso));
  return (isOfThisYear(iso) ? longDay : longDayOfYear).format(new Date(iso));
}

/** For lists: as short as it can be told. */
export function formatWhen(iso: string): string {
  const days = daysAgo(iso);
  if (days <= 0) return formatTime(iso);
  if (days === 1) return uiTexts.yesterday;
  if (days < 7) return shortWeekday.format(new Date(iso));
  return (isOfThisYear(iso) ? shortDay : shortDayOfYear).format(new Date(iso));
}

/** For a moment to come. */
export function formatUntil(iso: string): string {
  return `${daysAgo(iso) === 0 ? "" : `${longDay.format(new Date(iso))}, `}${formatTime(iso)}`;
}

export function formatAgo(iso: string): string {
  const minutes = Math.round((Date.parse(iso) - Date.now()) / 60_000);
  if (minutes > -1) return uiTexts.justNow;
  if (minutes > -60) return relative.format(minutes, "minute");
  if (minutes > -1_440) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 1_440), "day");
}

export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 90) return uiTexts.seconds(seconds);
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? uiTexts.minutes(minutes) : uiTexts.hours(Math.ceil(minutes / 60));
}

/** How far into a recording, or how long it is. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), String(whole % 60).padStart(2, "0")];
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return uiTexts.bytes(bytes);
  return bytes < 1_000_000
    ? uiTexts.kilobytes(Math.round(bytes / 1_000))
    : uiTexts.megabytes(oneDigit.format(bytes / 1_000_000));
}
