import type { Charged } from "../../platform/limits/limits.js";
import { networkOf } from "../../platform/limits/network.js";
import type { Payer, WorkBudget } from "../../platform/limits/work-budget.js";
import { MAX_TOKENS } from "../../api/graphql/operation-limits.js";
import { hashOf, type DocumentCache, type KnownDocument } from "./document-cache.js";
import {
  bytesPrice,
  checkPrice,
  countTokens,
  executionPrice,
  lookThroughPrice,
  REQUEST_PRICE,
  textPrice,
} from "./work-price.js";
import { WorkPace } from "./work-pace.js";

/** A text that was paid for: what is known of it, or how many tokens there are to check. */
export interface PaidText {
  readonly hash: string;
  readonly tokens: number;
  readonly known: KnownDocument | null;
}

/** In microseconds, to check: below that a page's first requests would be delayed for little. */
const LONG_TEXT = 10_000;

/**
 * Every operation passes here, however it comes, and each step is paid for before it is done.
 * Documents that nobody has asked before are checked one in a turn of the event loop, so that a
 * hundred of them hold nobody else up for longer than one does.
 */
export class OperationGate {
  private readonly pace = new WorkPace();
  private turn: Promise<void> = Promise.resolve();
  /** By the hash of the text: one that many ask at once takes one turn. */
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly budget: WorkBudget,
    private readonly documents: DocumentCache,
  ) {}

  /** A request, and the reading of its body. */
  request(payer: Payer, bytes: number): Promise<Charged | null> {
    return this.budget.charge(payer, REQUEST_PRICE + bytesPrice(bytes));
  }

  /** `again`: what is not valid is checked each time. */
  async text(payer: Payer, text: string, { again }: { again: boolean }): Promise<PaidText> {
    const hash = hashOf(text);
    const known = this.documents.get(hash) ?? null;
    if (known && ("kind" in known.found || !again)) {
      await this.budget.charge(payer, lookThroughPrice(known.tokens));
      return { hash, tokens: known.tokens, known };
    }
    await this.budget.charge(payer, textPrice(text.length));
    const tokens = countTokens(text, MAX_TOKENS);
    const price = checkPrice(tokens) + lookThroughPrice(tokens);
    if (price < LONG_TEXT) await this.budget.charge(payer, price);
    else await this.paced(payer, price);
    await this.nextTurn(hash);
    return { hash, tokens, known: null };
  }

  /** Before it is executed, when its variables have shown what it costs. */
  execution(payer: Payer, objects: number): Promise<Charged | null> {
    return this.paced(payer, executionPrice(objects));
  }

  /** Paid for, and then begun in its turn. A backend is trusted with as much at once as it has. */
  private async paced(payer: Payer, price: number): Promise<Charged | null> {
    const charged = await this.budget.charge(payer, price);
    const { userId, ipAddress, keyId } = payer;
    if (charged && !keyId) await this.pace.turn(userId ?? networkOf(ipAddress), price);
    return charged;
  }

  private nextTurn(hash: string): Promise<void> {
    const known = this.turns.get(hash);
    if (known) return known;
    const next = this.turn
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => void this.turns.delete(hash));
    this.turns.set(hash, next);
    this.turn = next;
    return next;
  }
}
