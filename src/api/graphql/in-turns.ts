/** How many objects are shown in one turn of the event loop. */
const AT_ONCE = 20;

/**
 * A long list, shown in several turns of the event loop: GraphQL goes through all that is there at
 * once, and everybody else waits for it.
 */
export function inTurns<T>(items: readonly T[]): (T | Promise<T>)[] {
  let turn = Promise.resolve();
  return items.map((item, at) => {
    if (at < AT_ONCE) return item;
    if (at % AT_ONCE === 0) turn = turn.then(() => new Promise((next) => setImmediate(next)));
    return turn.then(() => item);
  });
}
