const PROGRESS_MS = 2_000;

/** Lines on how far it is, how fast it goes and how long it will take. */
export function progressLines(write: (line: string) => void) {
  const now = (): number => performance.now();
  let [began, last, current] = [now(), now(), ""];
  return (what: string, done: number, of: number): void => {
    if (what !== current) [began, last, current] = [now(), now(), what];
    if (now() - last < PROGRESS_MS && done < of) return;
    last = now();
    const seconds = Math.max(0.001, (last - began) / 1_000);
    const rate = done / seconds;
    write(
      `${what}: ${done} of ${of}, ${Math.round(rate)} a second, ${Math.ceil((of - done) / rate)} s left`,
    );
  };
}
