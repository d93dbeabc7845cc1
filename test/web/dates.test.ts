import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const run = promisify(execFile);

/** What the web chat says of a moment at another one, for somebody in that zone. */
async function told(zone: string, now: string, iso: string): Promise<unknown> {
  const script = `const now = Date.parse(${JSON.stringify(now)});
    globalThis.Date = class extends Date { constructor(...given) { given.length ? super(...given) : super(now); }
      static now() { return now; } };
    const { formatDay, formatWhen } = await import("./web/src/ui/format.ts");
    console.log(JSON.stringify([formatDay(${JSON.stringify(iso)}), formatWhen(${JSON.stringify(iso)})]));`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const env = { ...process.env, TZ: zone, LANG: "en_GB.UTF-8", LC_ALL: "en_GB.UTF-8" };
  const { stdout } = await run(process.execPath, args, { env });
  return JSON.parse(stdout) as unknown;
}

test.each([
  // The night that has 25 hours.
  ["Europe/Berlin", "2025-10-25T22:30:00Z", "2025-10-24T22:10:00Z", "Yesterday", "Yesterday"],
  ["Europe/Berlin", "2025-10-26T23:10:00Z", "2025-10-25T22:10:00Z", "Yesterday", "Yesterday"],
  // The one that has 23.
  ["Europe/Berlin", "2026-03-29T22:30:00Z", "2026-03-28T23:30:00Z", "Yesterday", "Yesterday"],
  ["America/New_York", "2026-03-09T04:30:00Z", "2026-03-08T05:30:00Z", "Yesterday", "Yesterday"],
  ["Asia/Kolkata", "2026-05-10T18:40:00Z", "2026-05-08T18:40:00Z", "Saturday", "Sat"],
  ["UTC", "2026-05-10T00:00:00Z", "2026-05-09T23:59:59Z", "Yesterday", "Yesterday"],
  // A night without midnight, and one that has none of a whole day.
  ["America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-03T15:00:00Z", "Yesterday", "Yesterday"],
  ["Pacific/Apia", "2011-12-30T20:00:00Z", "2011-12-28T20:00:00Z", "Wednesday", "Wed"],
  [
    "UTC",
    "2026-01-10T12:00:00Z",
    "2025-12-20T12:00:00Z",
    "Saturday, 20 December 2025",
    "20 Dec 2025",
  ],
])(
  "in %s at %s, %s was %s",
  async (zone, now, iso, day, when) => {
    expect(await told(zone, now, iso)).toEqual([day, when]);
  },
  60_000,
);

test("weekdays are Intl's own short names, however long they are", async () => {
  const { stdout } = await run(process.execPath, [
    "--eval",
    `console.log(new Intl.DateTimeFormat(undefined, { weekday: "short" }).format(new Date("2026-05-08T12:00:00Z")))`,
  ]);
  const [, when] = (await told("UTC", "2026-05-10T12:00:00Z", "2026-05-08T12:00:00Z")) as string[];
  expect(when).toBe(stdout.trim());
});
