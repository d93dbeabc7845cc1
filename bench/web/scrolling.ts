import type { Page } from "playwright-core";

const TURNS = 400;
const WHEEL_PX = 400;

export interface Scrolled {
  readonly frames: readonly number[];
  readonly nodes: number;
  readonly pixels: number;
}

/** Turns the wheel upwards as fast as frames come, through whatever has to be loaded for it. */
export async function scroll(page: Page): Promise<Scrolled> {
  await page.evaluate(`(() => {
    globalThis.frames = []; let last = performance.now();
    const tick = (now) => { globalThis.frames.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  })()`);
  await page.mouse.move(850, 400);
  for (let turn = 0; turn < TURNS; turn += 1) {
    await page.mouse.wheel(0, -WHEEL_PX);
    await page.evaluate("new Promise(requestAnimationFrame)");
  }
  const frames = await page.evaluate<number[]>("globalThis.frames.slice(5)");
  const nodes = await page.evaluate<number>("document.querySelectorAll('*').length");
  return { frames, nodes, pixels: TURNS * WHEEL_PX };
}
