const EVERY_MS = 5_000;

export interface Progress {
  /** What is being done right now; shown at the next tick. */
  note(text: string): void;
  end(): void;
}

/** Says at once what begins, then every few seconds how far it is and how long it has taken. */
export function showProgress(title: string): Progress {
  const startedAt = Date.now();
  let latest = "";
  console.log(`${title} ...`);
  // Two things may be going on at once.
  const name = title.replace(/ \(.*/, "");
  const timer = setInterval(() => {
    console.log(`  ${name}: ${elapsed(startedAt)}  ${latest.slice(0, 80)}`);
  }, EVERY_MS);
  return {
    note: (text) => {
      latest = text;
    },
    end: () => {
      clearInterval(timer);
      if (Date.now() - startedAt > EVERY_MS)
        console.log(`  ${name}: done in ${elapsed(startedAt)}`);
    },
  };
}

function elapsed(startedAt: number): string {
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
