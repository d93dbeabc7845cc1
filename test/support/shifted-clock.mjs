/** Loaded before a process: its clock is off by CLOCK_SHIFT_MS. What lasts is measured as ever. */
const shift = Number(process.env["CLOCK_SHIFT_MS"] ?? 0);
const True = Date;
const now = () => True.now() + shift;

globalThis.Date = new Proxy(True, {
  construct: (_, given) => (given.length > 0 ? new True(...given) : new True(now())),
  apply: () => new True(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
