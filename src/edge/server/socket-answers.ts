import type { FormattedExecutionResult, GraphQLError } from "graphql";
import { requestOf, type Context } from "../../api/graphql/context.js";
import { presentAll, type PresentError } from "../../api/graphql/present-error.js";
import { newRequest, type RequestFacts } from "../../platform/core/request-scope.js";
import { payerOf } from "./context-factory.js";
import type { HeldRefusals } from "./held-refusals.js";
import { isRefusal } from "./operation-rules.js";
import type { Extra } from "./socket-connection.js";

/** As the protocol library has it, which says undefined where GraphQL leaves out. */
interface Result {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
}
type Errors = NonNullable<FormattedExecutionResult["errors"]>;

/** What a socket is told of what failed: as people may see it, and when it is time for it. */
export class SocketAnswers {
  constructor(
    private readonly present: PresentError,
    private readonly refusals: HeldRefusals,
  ) {}

  /** Nothing for a result without errors, which goes as it is. */
  result(
    extra: Extra,
    context: Context,
    { data, errors }: Result,
  ): Promise<FormattedExecutionResult> | undefined {
    if (!errors) return undefined;
    return this.tell(extra, errors, requestOf(context)).then((told) => ({
      ...(data !== undefined && { data }),
      errors: told,
    }));
  }

  /** Of what was not executed. */
  errors(extra: Extra, errors: readonly GraphQLError[]): Promise<Errors> {
    const userId = extra.session.credentials.viewer?.userId.toHexString() ?? null;
    return this.tell(extra, errors, newRequest(extra.address, userId));
  }

  private async tell(
    { session, address }: Extra,
    errors: readonly GraphQLError[],
    request: RequestFacts,
  ): Promise<Errors> {
    const payer = payerOf({ ...session.credentials, ipAddress: address });
    if (errors.some(isRefusal)) await this.refusals.hold(payer);
    return presentAll(this.present, errors, request);
  }
}
