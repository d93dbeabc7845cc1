const KEY = "confab:sound";

export function soundOn(): boolean {
  return window.localStorage.getItem(KEY) === "on";
}

export function setSound(on: boolean): void {
  if (on) window.localStorage.setItem(KEY, "on");
  else window.localStorage.removeItem(KEY);
}

let context: AudioContext | null = null;

/** Two soft notes. Silent where the browser waits for a first click on the page. */
export function chime(): void {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  const { currentTime: now, destination } = context;
  for (const [hertz, after] of [
    [660, 0],
    [880, 0.11],
  ] as const) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.08, now + after);
    volume.gain.exponentialRampToValueAtTime(0.001, now + after + 0.28);
    tone.connect(volume).connect(destination);
    tone.start(now + after);
    tone.stop(now + after + 0.3);
  }
}
