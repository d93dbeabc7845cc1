import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { News } from "../../src/live/realtime/news.js";

test("what was created after the reader came is new once, in whatever order it comes", () => {
  const messages = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 200 });
  fc.assert(
    fc.property(messages, fc.nat(30), (seqs, since) => {
      const news = new News({ revision: since });
      const given = new Set<number>();
      for (const seq of seqs) {
        // As where nothing was ever changed: each has its number for its revision.
        const isNew = seq > since && !given.has(seq);
        expect(news.has({ seq, createdRevision: seq })).toBe(isNew);
        news.take({ seq, createdRevision: seq });
        given.add(seq);
      }
      const own = [...given].filter((seq) => seq > since);
      const length = own.length > 0 ? Math.max(...own) - Math.min(...own) + 1 : 0;
      const last = Math.max(0, ...own);
      expect(news.reaches({ seq: last, revision: last })).toBe(length === own.length);
      expect(news.reaches({ seq: last + 1, revision: last + 1 })).toBe(
        own.length === 0 && last + 1 <= since,
      );
    }),
  );
});
