import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";
import { LRUCache } from "lru-cache";
import { limitRules, MAX_ERRORS, MAX_TOKENS } from "../../api/graphql/operation-limits.js";

const MAX_CHARS = 4_000_000;
const MAX_DOCUMENTS = 2_000;

/**
 * Parsed and validated once per text. Equal texts are one document object, which is also how
 * subscriptions that can share their results are recognised.
 */
export class DocumentCache {
  private readonly known = new LRUCache<string, DocumentNode | readonly GraphQLError[]>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARS,
    sizeCalculation: (_document, text) => text.length + 1,
  });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly introspection: boolean,
  ) {}

  /** The document, or what is wrong with it. */
  read(text: string): DocumentNode | readonly GraphQLError[] {
    const known = this.known.get(text);
    if (known) return known;
    const fresh = this.check(text);
    this.known.set(text, fresh);
    return fresh;
  }

  private check(text: string): DocumentNode | readonly GraphQLError[] {
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
