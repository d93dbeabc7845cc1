import { createHash } from "node:crypto";
import type { ApolloServerOptions } from "@apollo/server";
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Context } from "../../api/graphql/context.js";
import { limitRules, MAX_ERRORS, MAX_TOKENS } from "../../api/graphql/operation-limits.js";
import { countTokens } from "./work-price.js";

const MAX_BYTES = 32_000_000;
/** What a syntax tree takes in memory for each token, with the text it points to. */
const BYTES_PER_TOKEN = 600;
const BYTES_EACH = 1_000;

type DocumentStore = NonNullable<ApolloServerOptions<Context>["documentStore"]>;

export interface KnownDocument {
  /** The document, or what is wrong with it. */
  readonly found: DocumentNode | readonly GraphQLError[];
  readonly tokens: number;
}

/**
 * Parsed and validated once per text, for HTTP and sockets alike. Equal texts are one document
 * object, which is also how subscriptions that can share their results are recognised.
 */
export class DocumentCache {
  private readonly known: LRUCache<string, KnownDocument>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly introspection: boolean,
    maxBytes = MAX_BYTES,
  ) {
    this.known = new LRUCache<string, KnownDocument>({
      maxSize: maxBytes,
      maxEntrySize: maxBytes,
      sizeCalculation: ({ tokens, found }) => sizeOf(tokens, "kind" in found ? 0 : found.length),
    });
  }

  /** An estimate of the memory that the documents take. */
  get bytes(): number {
    return this.known.calculatedSize;
  }

  get(hash: string): KnownDocument | undefined {
    return this.known.get(hash);
  }

  /** Valid documents only: another server validates for itself and keeps them here. */
  put(hash: string, document: DocumentNode): void {
    if (this.known.has(hash)) return;
    const tokens = countTokens(document.loc?.source.body ?? "", MAX_TOKENS);
    this.known.set(hash, { found: document, tokens });
  }

  /** `tokens` of the text, which have been counted and paid for. */
  read(hash: string, text: string, tokens: number): KnownDocument["found"] {
    const known = this.known.get(hash);
    if (known) return known.found;
    const found = this.check(text);
    this.known.set(hash, { found, tokens });
    return found;
  }

  private check(text: string): KnownDocument["found"] {
    let document;
    try {
      document = parse(text, { maxTokens: MAX_TOKENS });
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
    const rules = [...specifiedRules, ...limitRules(this.introspection)];
    const errors = validate(this.schema, document, rules, { maxErrors: MAX_ERRORS });
    return errors.length > 0 ? errors : document;
  }
}

/** For Apollo, which parses and validates what is not here, and then puts it here. */
export function storeOf(documents: DocumentCache): DocumentStore {
  // In front of the hash stands one of the schema.
  const hashIn = (key: string): string => key.slice(key.lastIndexOf(":") + 1);
  return {
    get: (key) => {
      const found = documents.get(hashIn(key))?.found;
      return Promise.resolve(found && "kind" in found ? found : undefined);
    },
    set: (key, document) => Promise.resolve(documents.put(hashIn(key), document)),
    delete: () => Promise.resolve(),
  };
}

/** As Apollo does. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function sizeOf(tokens: number, errors: number): number {
  return BYTES_EACH * (1 + errors) + tokens * BYTES_PER_TOKEN;
}
