import { expect, test } from "@jest/globals";
import { GatheredLoads } from "../../web/src/state/gathered-loads.js";

/** A server that answers when it is told to. */
function slowServer() {
  const asked: (readonly string[])[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const loads = new GatheredLoads((ids) => {
    asked.push(ids);
    return new Promise((resolve, reject) =>
      answers.push((error) => (error ? reject(error) : resolve())),
    );
  });
  const answer = async (error?: Error): Promise<void> => {
    answers.shift()?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, answer, loads };
}

test("a burst that wants the same ones over and over is one load, and one for what came since", async () => {
  const { asked, answer, loads } = slowServer();
  const first = loads.want(["a"]);
  await Promise.resolve();
  const burst = Array.from({ length: 120 }, (_, i) => loads.want([i % 2 === 0 ? "a" : "b"]));
  await answer();
  await first;
  await answer();
  await Promise.all(burst);
  expect(asked).toEqual([["a"], ["a", "b"]]);
});

test("what is wanted in the same moment is one load", async () => {
  const { asked, answer, loads } = slowServer();
  const all = [loads.want(["a"]), loads.want(["b", "c"]), loads.want(["a"])];
  await Promise.resolve();
  await answer();
  await Promise.all(all);
  expect(asked).toEqual([["a", "b", "c"]]);
});

test("a failure is told to those who wanted it, and those who come after are loaded", async () => {
  const { asked, answer, loads } = slowServer();
  const first = loads.want(["a"]);
  await Promise.resolve();
  const second = loads.want(["b"]);
  const refused = expect(first).rejects.toThrow("no connection");
  await answer(new Error("There is no connection."));
  await refused;
  await answer();
  await second;
  expect(asked).toEqual([["a"], ["b"]]);
});
