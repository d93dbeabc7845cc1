import type { Charged } from "../../platform/limits/limits.js";
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
    await this.budget.charge(payer, checkPrice(tokens) + lookThroughPrice(tokens));
    await this.nextTurn(hash);
    return { hash, tokens, known: null };
  }

  /** Before it is executed, when its variables have shown what it costs. */
  async execution(payer: Payer, objects: number): Promise<Charged | null> {
    const price = executionPrice(objects);
    const charged = await this.budget.charge(payer, price);
    // A backend is trusted with as much at once as it has.
    if (charged && !payer.keyId) await this.pace.turn(payer.userId ?? payer.ipAddress, price);
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
