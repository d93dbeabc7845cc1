import { afterEach, expect, jest, test } from "@jest/globals";
import { NewsWindow } from "../../src/chat/log/news-window.js";

const at = (ms: number): Date => new Date(1_800_000_000_000 + ms);
let now = 1_000;
jest.spyOn(performance, "now").mockImplementation(() => now);
afterEach(() => void (now = 1_000));

test("it begins at the beginning", () => {
  expect(new NewsWindow().from).toEqual(new Date(0));
});

test("the last seconds are read again while rows may still come, and not once it is quiet", () => {
  const window = new NewsWindow();
  window.move(at(60_000));
  expect(window.from).toEqual(at(55_000));
  now += 5_000;
  expect(window.from).toEqual(at(55_000));
  now += 1;
  expect(window.from).toEqual(at(60_000));
});

test("what comes opens it again, and what was read before does not", () => {
  const window = new NewsWindow();
  window.move(at(60_000));
  now += 10_000;
  window.move(at(60_000));
  window.move(at(10_000));
  expect([window.seen, window.from]).toEqual([at(60_000), at(60_000)]);
  window.move(at(61_000));
  expect(window.from).toEqual(at(56_000));
});
